//! Tables about Chinese company names: data only.
//!
//! Every table is a text file under `data/` whose header names its source, version, licence and date.
//! Files are compiled in and parsed once, on first use, into `'static` values that any thread may share.
//! All words are *folded* (see [`fold`]): fold the text first, then look it up.
//!
//! Here today: [`fold`], [`division`].
//!
//! # Signatures to come
//!
//! ```text
//! org::forms() -> &'static [OrgForm]          { text, class: OrgClass }, sorted by text
//! org::lookup(folded) -> Option<&'static OrgForm>
//! org::OrgClass                               Ltd Plc State Group Plant Mine Shop Partnership Coop Firm Institution …
//! org::OrgClass::relation(self, other) -> Relation            Same | Compatible | Weak | Conflict
//! branch::forms() -> &'static [BranchForm]    { text, kind: BranchKind }   分公司 支行 门市部 …
//!
//! trade::words() -> &'static [TradeWord]      { text, strict: ConceptId, loose: ConceptId, is_head, is_modifier }
//! trade::lookup(folded) -> Option<&'static TradeWord>
//! trade::concept(ConceptId) -> &'static Concept               { name, words }
//!
//! word::{NATION, GROUP, MARKER, REMARK, PLACEHOLDER, AGENCY}  word lists with their meaning
//! word::surnames() …                          single and compound
//!
//! reading::readings(c: char) -> &'static [Syllable]           toneless; Syllable is Copy u16, .text() -> &'static str
//! reading::sounds_alike(a: char, b: char) -> bool
//! lookalike::is_lookalike(a: char, b: char) -> bool;  lookalike::of(c) -> &'static [char]
//! alias::aliases() -> &'static [Alias]        { text, full, id: AliasId };  alias::lookup(folded)
//! idf::nats(c: char) -> f32                   background inverse document frequency
//! ```
//!
//! A name in this list without a module yet is on its way; the list shrinks into the modules' own pages.

pub mod division;
pub mod fold;
mod table;
