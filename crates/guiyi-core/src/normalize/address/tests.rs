use super::*;

fn read(cell: &str) -> Address {
    Address::normalize(cell, None).unwrap()
}

#[test]
fn divisions_come_off_and_the_rest_stays() {
    let cases = [
        ("山西省太原市迎泽区解放路12号", Some(140_106), "解放路12号"),
        ("030001 山西省 太原市 迎泽区 解放路12号", Some(140_106), "解放路12号"),
        ("中国山西太原迎泽区解放路12号（金茂大厦旁）", Some(140_106), "解放路12号"),
        ("71001台南市永康區中正路301號", Some(710_323), "中正路301号"),
        ("解放路12号", None, "解放路12号"),
        ("No. 12, Jiefang Road, Taiyuan", Some(140_100), "no. 12, jiefang road, taiyuan"),
    ];
    for (cell, division, text) in cases {
        let address = read(cell);
        let code = address.division().map(Division::code);
        assert_eq!(
            (code.map(|code| code / 100), address.text()),
            (division.map(|code| code / 100), text),
            "{cell}"
        );
    }
    assert!(Address::normalize("暂无", None).is_none());
}

#[test]
fn the_same_house_written_in_two_ways() {
    use AddressAgreement::*;
    let cases = [
        ("太原市迎泽区解放路12号", "解放路12号", Number),
        ("解放路12号金茂大厦1811室", "山西省太原市解放路12號1811", Room),
        ("解放路12号5栋301室", "解放路12号5栋302室", OtherRoom),
        ("解放路12号5栋", "解放路12号6栋", OtherRoom),
        ("解放路12号", "解放路14号", OtherNumber),
        ("解放路12号", "解放路12-4号", OtherNumber),
        ("解放路12号", "解放路", Road),
        ("解放路12号", "建设路12号", OtherRoad),
        ("金茂大厦1811室", "解放路12号金茂大厦", Landmark),
        ("雪松小区2幢1号", "雪松小区2幢", Number),
        ("石桥镇郭家村", "石桥镇", Town),
        ("石桥镇郭家村3组", "郭家村", Road),
        ("石桥镇郭家村", "石桥镇李家村", OtherRoad),
        ("解放路12号", "大桥旁边", Unknown),
        ("1 gaylord place", "1 Gaylord Pl.", Number),
        ("12 oak street apt 4", "12 oak st", Number),
        ("7F., No. 37, Baoqing Rd., Taipei", "No.37 Baoqing Road", Number),
    ];
    for (left, right, wanted) in cases {
        let (a, b) = (read(left), read(right));
        assert_eq!(a.parts().agreement(b.parts()), wanted, "{left} | {right}");
        assert_eq!(b.parts().agreement(a.parts()), wanted, "{right} | {left}");
    }
}

#[test]
fn knows_addresses_that_say_nothing() {
    for cell in
        ["太原市解放路12号（集群注册）", "解放路12号商务秘书公司托管", "解放路12号(自主申报)"]
    {
        assert!(read(cell).is_agency(), "{cell}");
    }
    assert!(!read("太原市解放路12号").is_agency());
    assert!(read("太原市").parts().is_vague());
    assert!(read("解放路12号").parts().is_exact());
    assert!(!read("雪松建材市场").parts().is_exact());
}

#[test]
fn stays_small() {
    assert_eq!(size_of::<AddressParts>(), 32);
}
