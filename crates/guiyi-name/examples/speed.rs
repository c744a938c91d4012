//! Time per name.
use std::io::Read;
fn main() {
    let mut text = String::new();
    let _ = std::io::stdin().read_to_string(&mut text);
    let lines: Vec<&str> = text.lines().collect();
    let t = std::time::Instant::now();
    let parser = guiyi_name::Parser::new();
    println!("load {:?}", t.elapsed());
    for round in 0..3 {
        let t = std::time::Instant::now();
        let mut n = 0;
        for l in &lines {
            n += guiyi_name::fold(l).text().len();
        }
        let f = t.elapsed();
        let t = std::time::Instant::now();
        for l in &lines {
            n += parser.parse(l).parts().len();
        }
        println!(
            "{round}: fold {:?}/name parse {:?}/name {n}",
            f / lines.len() as u32,
            t.elapsed() / lines.len() as u32
        );
    }
}
