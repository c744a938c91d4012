//! Tables about Chinese company names: data only.
//!
//! Every table is a text file under `data/` whose header names its source, version, licence and date.
//! Files are compiled in and parsed once, on first use, into `'static` values that any thread may share.
//! All words are *folded* (see [`fold`]): fold the text first, then look it up. [`load`] parses all at once.
//!
//! # Signatures
//!
//! ```text
//! division::Division                          Copy, u32 six-digit code; only known codes, present or past
//!   ::from_code(u32) -> Option<Division>      .code() .level() .name() .short_name() .is_current()
//!   .parent() -> Option<Division>             .province() -> Division   .prefecture() -> Option<Division>
//!   .county() -> Option<Division>             .contains(other) -> bool (itself included)
//!   .current() -> &'static [Division]         where it leads today; [itself] when current
//!   .area_codes() -> &'static [u16]           telephone, without the leading 0: 太原 → [351]
//! division::Level                             Province | Prefecture | County | Zone
//! division::lookup(folded: &str) -> &'static [Candidate]     [] when unknown; several when ambiguous
//! division::Candidate                         { division: Division (current), form: Form, past: bool }
//! division::Form                              Full 太原市 | Short 太原 | Colloquial 内蒙, 上海滩… | Letter 晋
//! division::surfaces() -> &'static [Surface]  { text, candidates }, sorted by text; the index is a stable id
//! division::by_area_code(u16) -> &'static [Division]
//!
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

pub mod fold;
pub mod lookalike;
mod table;
pub mod trade;
