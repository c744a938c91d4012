use super::*;
use crate::table::TableBuilder;

fn roles(csv: &str) -> Vec<(String, Role)> {
    let mut lines = csv.trim().lines();
    let headers: Vec<&str> = lines.next().unwrap().split(',').map(str::trim).collect();
    let mut builder = TableBuilder::new(headers.iter().copied());
    for (line, row) in lines.enumerate() {
        builder.push(line as u64 + 2, row.split(',').map(str::trim));
    }
    let guesses = infer_roles(&[&builder.finish()]).remove(0);
    headers.iter().map(|header| header.to_string()).zip(guesses.iter().map(|g| g.role)).collect()
}

fn check(csv: &str, wanted: &[Role]) {
    let found = roles(csv);
    let wanted: Vec<(String, Role)> =
        found.iter().map(|(header, _)| header.clone()).zip(wanted.iter().copied()).collect();
    assert_eq!(found, wanted);
}

#[test]
fn an_export_of_customers() {
    check(
        "客户编码,客户名称,税号,联系人,联系电话,邮箱,省份,城市,地址,年销售额,更新日期,备注
        C001,太原恒远商贸有限公司,91350100M000100Y43,张伟,0351-7042156,a1@qq.com,山西,太原,迎泽区解放路12号,1200.50,2021-03-04,月结
        C002,大同市云冈机械厂,,李娜,13512345067,,山西,大同,平城区御河西路8号院3号楼,88.00,2021-03-05,
        C003,晋中宏图广告有限公司,110108000000016,王总,,li@hongtu.cn,山西,晋中,榆次区迎宾街201号,7.25,2020-11-30,老客户",
        &[
            Role::RecordId, Role::CompanyName, Role::CreditCode, Role::Contact, Role::Phone,
            Role::Email, Role::Province, Role::City, Role::Address, Role::Amount, Role::Date,
            Role::FreeText,
        ],
    );
}

/// The rows of `csv` that `of` wants, its columns from the last to the first if `turned`.
fn part(csv: &str, turned: bool, of: impl Fn(usize) -> bool) -> Table {
    let cells = |line: &str| {
        let mut cells: Vec<String> = line.split(',').map(|cell| cell.trim().to_owned()).collect();
        if turned {
            cells.reverse();
        }
        cells
    };
    let mut lines = csv.trim().lines();
    let mut builder = TableBuilder::new(cells(lines.next().unwrap()));
    for (at, line) in lines.enumerate().filter(|(at, _)| of(*at)) {
        builder.push(at as u64 + 2, cells(line).iter().map(String::as_str));
    }
    builder.finish()
}

#[test]
fn parts_of_a_file_get_the_roles_of_the_whole() {
    // The first half alone has no code that holds and no company; the number repeats across parts.
    let csv = "编号,客户编码,名称,证照,电话
        1,C1,王建军,,
        2,C2,李秀英,,
        3,C3,刘洋,,
        4,C1,太原恒远商贸有限公司,91350100M000100Y43,0351-7042156
        5,C2,大同市云冈机械厂,91610112MA3YMKMLX6,13512345067
        6,C4,晋中宏图广告有限公司,91110108226368537C,0351-7042157";
    let whole = infer_roles(&[&part(csv, false, |_| true)]).remove(0);
    let (first, second) = (part(csv, false, |at| at < 3), part(csv, true, |at| at >= 3));
    let turned: Vec<RoleGuess> = whole.iter().rev().cloned().collect();
    assert_ne!(infer_roles(&[&first])[0], whole, "else this shows nothing");
    assert_eq!(infer_roles(&[&first, &second]), [whole.clone(), turned.clone()]);
    assert_eq!(infer_roles(&[&second, &first]), [turned, whole]);
}

#[test]
fn branches_that_count_from_one_keep_their_keys() {
    let branch = |city: &str| {
        let rows: String = (1..5).map(|n| format!("{n},{city}阳光{n}号商贸有限公司\n")).collect();
        part(&format!("编号,客户名称\n{rows}"), false, |_| true)
    };
    let guesses = infer_roles(&[&branch("太原"), &branch("大同")]);
    assert!(guesses.iter().all(|guesses| guesses[0].role == Role::RecordId), "{guesses:?}");
}

#[test]
fn other_headers_are_judged_by_themselves() {
    let one = part("编号,名称\n1,太原恒远商贸有限公司", false, |_| true);
    let other = part("编号,姓名\n1,王建军", false, |_| true);
    let guesses = infer_roles(&[&one, &other]);
    assert_eq!(guesses[0], infer_roles(&[&one])[0]);
    assert_eq!(guesses[1], infer_roles(&[&other])[0]);
}

#[test]
fn a_customer_number_beside_a_key_is_no_key() {
    check(
        "record_id,source,客户编码,客户名称
        r1,erp,C001,太原恒远商贸有限公司
        r2,erp,C002,大同市云冈机械厂
        r3,crm,C001,晋中宏图广告有限公司",
        &[Role::RecordId, Role::Source, Role::CustomerCode, Role::CompanyName],
    );
}

#[test]
fn a_key_may_count_within_its_source() {
    check(
        "系统,编号,单位名称
        erp,1,太原恒远商贸有限公司
        erp,2,大同市云冈机械厂
        crm,1,晋中宏图广告有限公司",
        &[Role::Source, Role::RecordId, Role::CompanyName],
    );
}

#[test]
fn values_speak_when_headers_do_not() {
    check(
        "列1,列2,列3,列4,列5
        K-1,太原恒远商贸有限公司,13512345067,2021-03-04,迎泽区解放路12号
        K-2,大同市云冈机械厂,0352-2042156,2021-03-05,平城区御河西路8号院
        K-3,晋中宏图广告有限公司,13612345067,2021-03-06,榆次区迎宾街201号",
        &[Role::RecordId, Role::CompanyName, Role::Phone, Role::Date, Role::Address],
    );
}

#[test]
fn values_overrule_a_wrong_header() {
    check(
        "id,联系人,电话
        1,13512345067,张伟
        2,13612345067,李娜
        3,13712345067,王芳",
        &[Role::RecordId, Role::Phone, Role::PersonName],
    );
}

#[test]
fn files_about_persons() {
    check(
        "rec_id,given_name,surname,street_number,address_1,suburb,postcode,state,date_of_birth,soc_sec_id
        a-1,kayla,konn,1,gaylord place,oakdale,5009,vic,19600828,8475924
        a-2,elise,bartels,3,garran court,,2449,nsw,19831127,1042252",
        &[
            Role::RecordId, Role::GivenName, Role::Surname, Role::Address, Role::Address, Role::City,
            Role::Postcode, Role::Province, Role::BirthDate, Role::Identifier,
        ],
    );
    check(
        "id,name,dob,occupation
        1,james alder,1825-01-01,cricketer
        2,ellen marsh,1847-01-13,",
        &[Role::RecordId, Role::PersonName, Role::BirthDate, Role::Text],
    );
    check(
        "客户,手机\n张伟,13512345067\n李娜,13612345067\n欧阳锋,13712345067",
        &[Role::PersonName, Role::Phone],
    );
}

#[test]
fn a_bibliography() {
    check(
        "id,title,authors,venue,year
        1,Joins that adapt,\"A. Reader; B. Writer\",Data Letters,2001
        2,Sorting on tape,C. Author,Data Letters,1999",
        &[Role::RecordId, Role::Text, Role::Text, Role::Text, Role::Text],
    );
}

#[test]
fn an_empty_table_and_empty_columns() {
    assert_eq!(
        roles("客户名称,xyz"),
        [("客户名称".into(), Role::CompanyName), ("xyz".into(), Role::Ignore)]
    );
    check(
        "客户名称,电话,xyz\n太原恒远商贸有限公司,,",
        &[Role::CompanyName, Role::Phone, Role::Ignore],
    );
}

#[test]
fn a_repeating_id_is_no_key() {
    check(
        "id,客户名称\n1,太原恒远商贸有限公司\n1,大同市云冈机械厂\n2,晋中宏图广告有限公司",
        &[Role::CustomerCode, Role::CompanyName],
    );
}
