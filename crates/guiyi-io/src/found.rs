//! What a reader hands back besides the rows.

use crate::input::Layout;
use crate::note::Note;

/// How a file was read and what was noticed.
pub(crate) struct Found {
    pub layout: Layout,
    pub notes: Vec<Note>,
}
