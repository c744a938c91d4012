//! Which names of divisions a text begins with.

use std::sync::LazyLock;

use guiyi_lexicon::division::{self, Candidate};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// A name that a text begins with: where it ends and what it may mean.
type Name = (usize, &'static [Candidate]);

/// The names `text` begins with, shortest first.
pub fn names_at(text: &str) -> SmallVec<[Name; 4]> {
    let mut names = SmallVec::new();
    find(text, |name| {
        names.push(name);
        true
    });
    names
}

/// Whether `text` begins with a name.
pub fn begins_name(text: &str) -> bool {
    let mut is_name = false;
    find(text, |_| {
        is_name = true;
        false
    });
    is_name
}

/// Calls `each` with the names `text` begins with, shortest first, as long as it asks for more.
#[inline]
fn find(text: &str, mut each: impl FnMut(Name) -> bool) {
    let names = &*NAMES;
    let mut chars = text.char_indices();
    // Most texts begin with no name, and all but the first character's step is rare.
    let Some(mut node) = chars.next().and_then(|(_, c)| names.first(c)) else { return };
    for (at, c) in chars {
        let Some(next) = names.children.get(&child(node, c)) else { return };
        node = *next;
        let found = names.found[node as usize];
        if !found.is_empty() && !each((at + c.len_utf8(), found)) {
            return;
        }
    }
}

/// All names of divisions as a tree of characters.
struct Names {
    /// The child of the root by character, for the common Han characters; 0 for none.
    heads: Vec<u32>,
    /// The child of a node by character, the node in the upper bits.
    children: FxHashMap<u64, u32>,
    /// What the name that ends at a node may mean.
    found: Vec<&'static [Candidate]>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names =
        Names { heads: vec![0; BLOCK], children: FxHashMap::default(), found: vec![&[]] };
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
    for (c, head) in (FIRST..).zip(&mut names.heads) {
        *head = names.children.get(&child(0, c)).copied().unwrap_or(0);
    }
    names
});

impl Names {
    /// The node of a first character.
    fn first(&self, c: char) -> Option<u32> {
        let place = (c as usize).checked_sub(FIRST as usize).and_then(|at| self.heads.get(at));
        match place {
            Some(head) => Some(*head).filter(|head| *head != 0),
            None => self.children.get(&child(0, c)).copied(),
        }
    }
}

/// First of the CJK Unified Ideographs.
const FIRST: char = '\u{4e00}';
/// How many of them there are.
const BLOCK: usize = 0x5200;

fn child(node: u32, c: char) -> u64 {
    u64::from(node) << 32 | u64::from(u32::from(c))
}
