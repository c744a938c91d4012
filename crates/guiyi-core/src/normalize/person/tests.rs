use super::*;

fn read(cell: &str) -> Vec<(String, String, PersonShape)> {
    let describe = |person: &Person| {
        (person.surname().to_string(), person.given().to_string(), person.shape())
    };
    persons(cell).iter().map(describe).collect()
}

#[test]
fn reads_what_people_write() {
    use PersonShape::{Chinese, SurnameOnly, Whole, Words};
    let cases = [
        ("张伟", "张", "伟", Chinese),
        ("張偉", "张", "伟", Chinese),
        ("张 伟", "张", "伟", Chinese),
        ("欧阳娜娜", "欧阳", "娜娜", Chinese),
        ("张总", "张", "", SurnameOnly),
        ("王经理", "王", "", SurnameOnly),
        ("李女士", "李", "", SurnameOnly),
        ("欧阳先生", "欧阳", "", SurnameOnly),
        ("老王", "王", "", SurnameOnly),
        ("王", "王", "", SurnameOnly),
        ("张*", "张", "", SurnameOnly),
        ("张伟*", "张", "伟", Chinese),
        ("张**", "张", "", SurnameOnly),
        ("张*国", "张", "", SurnameOnly),
        ("张伟（采购）", "张", "伟", Chinese),
        ("张伟经理", "张", "伟", Chinese),
        ("张伟13512345067", "张", "伟", Chinese),
        ("阿依古丽·买买提", "", "阿依古丽买买提", Whole),
        ("Zhang Wei", "wei", "zhang", Words),
        ("John A. Smith", "smith", "john a", Words),
        ("Smith, John", "smith", "john", Words),
        ("Mr Smith", "smith", "", SurnameOnly),
    ];
    for (cell, surname, given, shape) in cases {
        assert_eq!(read(cell), [(surname.into(), given.into(), shape)], "{cell:?}");
    }
}

#[test]
fn finds_several_and_none() {
    let texts =
        |cell| persons(cell).iter().map(|person| person.as_str().to_owned()).collect::<Vec<_>>();
    assert_eq!(texts("张伟、李娜"), ["张伟", "李娜"]);
    assert_eq!(texts("张伟/李娜/张伟"), ["张伟", "李娜"]);
    assert_eq!(texts("张伟 李娜"), ["张伟", "李娜"]);
    for cell in ["", "无", "-", "13512345067", "经理", "Mr", "*建国", "***"] {
        assert_eq!(texts(cell), [""; 0], "{cell:?}");
    }
}

#[test]
fn a_surname_alone_is_no_key() {
    assert_eq!(persons("张总")[0].key(), None);
    assert_eq!(persons("張偉")[0].key(), persons("张伟")[0].key());
}
