//! x
use std::io::BufRead;
fn main() {
    let parser = guiyi_name::Parser::new();
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { return };
        let n = parser.parse(&line);
        let parts: Vec<String> = n
            .parts()
            .iter()
            .filter(|p| p.kind != guiyi_name::PartKind::Punctuation)
            .map(|p| format!("{}:{}", p.kind.name(), n.text(p)))
            .collect();
        let notes: Vec<&str> = n.notes().iter().map(|x| x.name()).collect();
        let st: Vec<&str> = n.status().names().collect();
        println!(
            "{} | {} | {}{}",
            parts.join(" "),
            notes.join(" "),
            st.join(" "),
            if n.is_placeholder() { " PLACEHOLDER" } else { "" }
        );
    }
}
