//! Branches behind the head.

use super::Assembly;
use crate::lattice::{ArcKind, Step};
use crate::name::BranchSlot;
use crate::part::{PartKind, Source, Span};
use crate::region::Position;
use crate::vocabulary::Condition;

impl Assembly<'_> {
    pub(super) fn branch_step(&mut self, step: &Step) {
        match step.kind {
            ArcKind::Region => {
                let text = self.push(PartKind::BranchRegion, Source::Lexicon, step);
                self.region(step, text, Position::Branch);
                self.extend_branch(PartKind::BranchRegion, text, None);
            }
            ArcKind::Ordinal => {
                let text = self.push(PartKind::BranchOrdinal, Source::Pattern, step);
                self.extend_branch(PartKind::BranchOrdinal, text, Some(step.data));
            }
            ArcKind::Branch | ArcKind::Org => {
                let word = self.vocabulary.word(step.data);
                let (condition, kind) =
                    match (step.kind, self.vocabulary.branch(word), self.vocabulary.org(word)) {
                        (_, Some(form), _) => (form.condition, Some(form.form.kind)),
                        (_, None, Some(form)) => (form.condition, None),
                        _ => (Condition::Whole, None),
                    };
                let source = self.note_condition(condition);
                let text = self.push(PartKind::BranchForm, source, step);
                self.extend_branch(PartKind::BranchForm, text, None);
                if let Some(mut branch) = self.branch.take() {
                    branch.form = Some((text, kind));
                    self.name.branches.push(branch);
                }
            }
            _ => {
                let text = self.push(PartKind::BranchName, Source::Context, step);
                self.extend_branch(PartKind::BranchName, text, None);
            }
        }
    }

    /// Lets the open branch, or a new one, reach to the end of `text`.
    pub(super) fn extend_branch(&mut self, kind: PartKind, text: Span, number: Option<u32>) {
        if !kind.is_branch() {
            return;
        }
        let regions = self.name.regions.len();
        let branch = self.branch.get_or_insert_with(|| BranchSlot {
            text,
            name: Span { start: text.start, end: text.start },
            form: None,
            number: None,
            regions: Span::new(regions - usize::from(kind == PartKind::BranchRegion), regions),
        });
        branch.text.end = text.end;
        branch.regions.end = regions as u32;
        branch.number = number.or(branch.number);
        if kind == PartKind::BranchName {
            if branch.name.is_empty() {
                branch.name.start = text.start;
            }
            branch.name.end = text.end;
        }
    }

    /// A branch at the end of the text without a form.
    pub(super) fn close_branch(&mut self) {
        if let Some(branch) = self.branch.take() {
            self.name.branches.push(branch);
        }
    }
}
