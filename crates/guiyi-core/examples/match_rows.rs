//! A master frozen once, kept as bytes, and rows held against it one by one.
//!
//!     cargo run -p guiyi-core --example match_rows

use guiyi_core::link::{Master, Mode};
use guiyi_core::pipeline::Unobserved;
use guiyi_core::settings::Settings;
use guiyi_core::{Error, Records, Role, Source, TableBuilder};

fn main() -> Result<(), Error> {
    let own =
        [["M1", "太原恒源商贸有限公司", "0351-7654321"], ["M2", "大同云冈啤酒股份有限公司", ""]];
    let settings = Settings::default();
    let frozen = Master::new(&records(&own), &settings, &settings.options(), &Unobserved)?;

    // What `guiyi index` writes to a file and `guiyi match` reads from it.
    let index: Vec<u8> = frozen.to_bytes();
    let mut master = Master::from_bytes(index)?;

    for row in [["1", "太原市恒源贸易公司", "03517654321"], ["2", "忻州北岳茶叶有限公司", ""]]
    {
        let answers = master.answer(&records(&[row]), Mode::default(), &Unobserved);
        for answer in answers {
            let customer = answer.candidates.first().map(|it| master.customers().id(it.customer));
            let (why, _) = answer.why.words();
            println!("{}: {} {} ({why})", row[1], answer.verdict.name(), customer.unwrap_or("-"));
        }
    }
    Ok(())
}

fn records(rows: &[[&str; 3]]) -> Records {
    let mut table = TableBuilder::new(["id", "客户名称", "电话"]);
    for (at, row) in rows.iter().enumerate() {
        table.push(at as u64 + 1, *row);
    }
    let roles = vec![Role::RecordId, Role::CompanyName, Role::Phone];
    Records::new(vec![Source { name: "crm".to_string(), table: table.finish(), roles }])
}
