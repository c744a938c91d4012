//! One row as a system holds it.

use crate::corruption::Damage;
use crate::source::Source;

/// The headers of a record, in the order of [`Record::cells`].
pub const COLUMNS: [&str; 13] = [
    "record_id",
    "source",
    "客户编码",
    "客户名称",
    "统一社会信用代码",
    "联系人",
    "联系电话",
    "邮箱",
    "省份",
    "城市",
    "地址",
    "年销售额",
    "更新日期",
];

/// A record and its truth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Unique in the population: `r` and the row's number from 0, eight digits or more.
    pub record_id: String,
    /// The system that holds it.
    pub source: Source,
    /// The system's own number for the customer, unique in the system.
    pub customer_number: String,
    /// The customer's name, as written.
    pub name: String,
    /// The unified social credit code; valid unless mistyped, empty where missing.
    pub code: String,
    /// A person of the customer.
    pub contact: String,
    /// One phone number or two.
    pub phone: String,
    /// A mail address.
    pub email: String,
    /// The province, in its short form.
    pub province: String,
    /// The city (prefecture), in its short form.
    pub city: String,
    /// The address.
    pub address: String,
    /// Yearly sales in yuan, two decimals.
    pub sales: String,
    /// The day of the last change, as `2024-05-31`.
    pub updated: String,
    /// Truth: the number of the customer it stands for.
    pub entity: u64,
    /// Truth: what happened to it.
    pub damage: Damage,
}

impl Record {
    /// The cells in the order of [`COLUMNS`].
    pub fn cells(&self) -> [&str; 13] {
        [
            &self.record_id,
            self.source.name(),
            &self.customer_number,
            &self.name,
            &self.code,
            &self.contact,
            &self.phone,
            &self.email,
            &self.province,
            &self.city,
            &self.address,
            &self.sales,
            &self.updated,
        ]
    }

    /// The entity as the truth file has it: `e` and its number, eight digits or more.
    pub fn entity_id(&self) -> String {
        format!("e{:08}", self.entity)
    }
}
