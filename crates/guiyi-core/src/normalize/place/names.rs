//! Which names of divisions a text begins with.

use std::sync::LazyLock;

use guiyi_lexicon::division::{self, Candidate};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// The names `text` begins with, shortest first: where each ends and what it may mean.
pub fn names_at(text: &str) -> SmallVec<[(usize, &'static [Candidate]); 4]> {
    let names = &*NAMES;
    let mut ends = SmallVec::new();
    let mut node = 0;
    for (at, c) in text.char_indices() {
        let Some(next) = names.children.get(&child(node, c)) else { break };
        node = *next;
        let found = names.found[node as usize];
        if !found.is_empty() {
            ends.push((at + c.len_utf8(), found));
        }
    }
    ends
}

/// All names of divisions as a tree of characters.
struct Names {
    /// The child of a node by character, the node in the upper bits.
    children: FxHashMap<u64, u32>,
    /// What the name that ends at a node may mean.
    found: Vec<&'static [Candidate]>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names { children: FxHashMap::default(), found: vec![&[]] };
    // Single characters (晋, 沪) name no place at the head of an address.
    for surface in
        division::surfaces().iter().filter(|surface| surface.text().chars().nth(1).is_some())
    {
        let mut node = 0;
        for c in surface.text().chars() {
            let fresh = names.found.len() as u32;
            node = *names.children.entry(child(node, c)).or_insert(fresh);
            if node == fresh {
                names.found.push(&[]);
            }
        }
        names.found[node as usize] = surface.candidates();
    }
    names
});

fn child(node: u32, c: char) -> u64 {
    u64::from(node) << 32 | u64::from(u32::from(c))
}
