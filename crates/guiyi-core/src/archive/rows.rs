//! Rows of an output table, made part by part.

use std::fmt;
use std::ops::Range;

use crate::error::Error;
use crate::record::TOGETHER;

/// Takes the rows of one output table.
pub trait RowWriter {
    /// Takes one row; the first one is the header.
    ///
    /// # Errors
    /// When the row cannot be written.
    fn row(&mut self, cells: &[&str]) -> Result<(), Error>;
}

/// A table to be written: its header, and rows that are made item by item (profiles, records, pairs), so
/// that several parts of it can be made at once.
pub struct Rows<'a> {
    header: Vec<String>,
    items: usize,
    look_ahead: Box<LookAhead<'a>>,
    fill: Box<Fill<'a>>,
}

/// Looks at what the rows of some items will be made of.
type LookAhead<'a> = dyn Fn(Range<usize>) + Sync + 'a;

/// Writes the rows of one item: none, one or several.
type Fill<'a> = dyn Fn(usize, &mut dyn RowWriter) -> Result<(), Error> + Sync + 'a;

impl<'a> Rows<'a> {
    pub(super) fn new(
        header: &[&str],
        items: usize,
        fill: impl Fn(usize, &mut dyn RowWriter) -> Result<(), Error> + Sync + 'a,
    ) -> Rows<'a> {
        let header = header.iter().map(|name| name.to_string()).collect();
        Rows { header, items, look_ahead: Box::new(|_| ()), fill: Box::new(fill) }
    }

    /// The same rows, made after a look at what some of them need, so that its memory is waited for together.
    pub(super) fn after(self, look_ahead: impl Fn(Range<usize>) + Sync + 'a) -> Rows<'a> {
        Rows { look_ahead: Box::new(look_ahead), ..self }
    }

    /// How many items the rows are made of.
    pub fn items(&self) -> usize {
        self.items
    }

    /// Writes the header and all rows.
    ///
    /// # Errors
    /// When a row cannot be written.
    pub fn write(&self, out: &mut dyn RowWriter) -> Result<(), Error> {
        self.header(out)?;
        self.part(0..self.items, out)
    }

    /// Writes the header.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn header(&self, out: &mut dyn RowWriter) -> Result<(), Error> {
        out.row(&self.header.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Writes the rows of some items, without the header.
    ///
    /// # Errors
    /// When a row cannot be written.
    pub fn part(&self, items: Range<usize>, out: &mut dyn RowWriter) -> Result<(), Error> {
        items.clone().step_by(TOGETHER).try_for_each(|first| {
            let mut some = first..items.end.min(first + TOGETHER);
            (self.look_ahead)(some.clone());
            some.try_for_each(|item| (self.fill)(item, out))
        })
    }
}

impl fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rows { header, items, .. } = self;
        f.debug_struct("Rows").field("header", header).field("items", items).finish()
    }
}
