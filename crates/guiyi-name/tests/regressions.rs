//! Names that once broke the reader, each by its story.

use guiyi_name::Parser;

/// A branch number larger than the vocabulary was looked up as if it were a word.
#[test]
fn a_large_number_before_a_branch_form() {
    let name = Parser::new().parse("湖北春天大药房连锁有限公司第四二二六七分店");
    assert_eq!(name.branches().next_back().and_then(|branch| branch.number), Some(42_267));
}
