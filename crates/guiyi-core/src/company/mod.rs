//! Companies as customers: what the stages do with company names and the fields around them.

mod align;
