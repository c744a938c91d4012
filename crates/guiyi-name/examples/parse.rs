//! Prints the parts of each name on standard input.
use std::io::BufRead;
fn main() {
    let parser = guiyi_name::Parser::new();
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { return };
        let n = parser.parse(&line);
        let parts: Vec<String> =
            n.parts()
                .iter()
                .map(|p| {
                    let k = match p.kind {
                        guiyi_name::PartKind::Region => "R",
                        guiyi_name::PartKind::Nation => "N",
                        guiyi_name::PartKind::TradeName => "★",
                        guiyi_name::PartKind::Industry => {
                            if p.source == guiyi_name::Source::Context { "t?" } else { "t" }
                        }
                        guiyi_name::PartKind::OrgForm => "o",
                        guiyi_name::PartKind::Group => "g",
                        other => other.name(),
                    };
                    format!("{k}:{}", n.text(p))
                })
                .collect();
        println!("{line}\t{}\t{:?}", parts.join(" "), n.notes());
    }
}
