//! x
use std::io::Read;
fn main() {
    let mut text = String::new();
    let _ = std::io::stdin().read_to_string(&mut text);
    let rounds: usize = std::env::args().nth(1).and_then(|x| x.parse().ok()).unwrap_or(1);
    let parser = guiyi_name::Parser::new();
    let mut n = 0;
    for _ in 0..rounds {
        for l in text.lines() {
            n += parser.parse(l).parts().len();
        }
    }
    println!("{n}");
}
