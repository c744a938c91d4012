//! The words by which headers name roles.

use crate::role::Role;

/// Words by role, folded; `_` stands for a space. The flag marks vague ones.
pub const WORDS: &[(Role, bool, &str)] = &[
    (
        Role::CompanyName,
        false,
        "客户名称 客户全称 客户名 单位名称 单位全称 公司名 公司名称 公司全称 企业名 企业名称 企业全称 商户名称 商家名称 店铺名称 门店名称 机构名称 \
         往来单位 往来单位名称 开票单位 付款单位 收款单位 购方名称 购方 销方名称 购买方 购买方名称 销售方名称 受票方 客商名称 客商 供应商 供应商名称 \
         经销商 经销商名称 代理商 代理商名称 渠道商 分销商 委托单位 施工单位 建设单位 合作单位 工作单位 甲方 乙方 付款方 收款方 发票抬头 开票抬头 抬头 户名 \
         账户名称 主体名称 公司 企业 商号 厂商 厂商名称 营业人名称 company company_name companyname comp_name org org_name organisation organisation_name \
         organization organization_name firm firm_name business_name legal_name corporate_name vendor vendor_name supplier supplier_name employer \
         merchant merchant_name trade_name account_name enterprise enterprise_name",
    ),
    (
        Role::CompanyName,
        true,
        "客户 名称 单位 全称 商户 店名 机构 name customer customer_name customername cust_name custname client client_name \
         party_name entity_name account",
    ),
    (
        Role::PersonName,
        false,
        "姓名 full_name fullname person_name first_and_surname 学生姓名 员工姓名 患者姓名 会员姓名 patient person",
    ),
    (
        Role::GivenName,
        false,
        "given_name givenname given_names first_name firstname forename forenames fname christian_name",
    ),
    (Role::GivenName, true, "名 first"),
    (Role::Surname, false, "surname last_name lastname family_name familyname lname 姓氏 sur_name"),
    (Role::Surname, true, "姓 last"),
    (
        Role::Contact,
        false,
        "联系人 联络人 经办人 法人 法人代表 法定代表人 法定代表人姓名 代表人 负责人 负责人姓名 联系人姓名 收货人 收件人 采购员 采购人 经营者 投资人 \
         董事长 总经理 发言人 老板 contact contact_name contact_person contactname attention legal_representative representative principal owner_name",
    ),
    (Role::Contact, true, "owner attn"),
    (
        Role::CreditCode,
        false,
        "统一社会信用代码 社会信用代码 信用代码 统一信用代码 信用码 纳税人识别号 纳税识别号 纳税人税号 税号 税务登记号 税务登记证号 统一编号 统编 \
         营利事业统一编号 组织机构代码 机构代码 工商注册号 注册号 营业执照 营业执照号 执照号 uscc uscid credit_code creditcode tax_no tax_number taxno tax_id \
         taxid taxpayer_id registration_number registration_no reg_no company_number company_no business_number 税务编号",
    ),
    (
        Role::Identifier,
        false,
        "身份证 身份证号 证件号 证件 证件号码 护照 护照号 社保号 ssn soc_sec soc_sec_id soc_sec_no social_security social_security_number passport passport_no \
         national_id identity_card id_card id_card_no id_number identification vat vat_no vat_number vat_id duns isin lei nhs_number tin driver_license",
    ),
    (
        Role::Phone,
        false,
        "电话 手机 手机号 电话号 联系电话 联系手机 联系方式 联络方式 联络电话 固话 座机 移动电话 办公电话 公司电话 总机 热线 传真 传真机 tel telephone phone \
         phones mobile cell cellphone cell_phone mobile_phone phone_number phonenumber telno tel_no mobile_no fax telefon contact_number contact_no",
    ),
    (
        Role::Email,
        false,
        "邮箱 邮件 电邮 电子邮件 电子邮箱 电子信箱 邮箱地址 电子邮件地址 电子邮件信箱 信箱 email e_mail mail email_address emailaddress mail_address",
    ),
    (
        Role::Province,
        false,
        "省 省份 省市 所在省 省份名称 所属省份 注册省份 province state prov state_province province_name",
    ),
    (Role::Province, true, "所属地区 region"),
    (
        Role::City,
        false,
        "市 城市 所在市 所在城市 地市 地级市 地级 市州 所属城市 区县 县区 县 市县 乡镇 city city_name town suburb county district locality municipality",
    ),
    (Role::City, true, "地区 区域 区 所在地 行政区划 area"),
    (
        Role::Postcode,
        false,
        "邮编 邮政编码 邮码 邮递区号 postcode postal_code post_code zip zipcode zip_code postalcode plz",
    ),
    (
        Role::Address,
        false,
        "地址 住址 住所 注册地址 通讯地址 通信地址 联系地址 详细地址 经营地址 办公地址 收货地址 开票地址 公司地址 单位地址 营业地址 经营场所 主要经营场所 通讯处 \
         门牌 门牌号 街道 address addr street street_address street_number street_no house_number house_no street_name address_line addr_line \
         registered_address mailing_address road building unit flat apartment",
    ),
    (
        Role::Date,
        false,
        "更新日期 更新时间 修改日期 修改时间 创建日期 创建时间 建档日期 建档时间 录入日期 录入时间 登记日期 登记时间 最后更新 最后修改 开户日期 签约日期 交易日期 \
         下单时间 开票日期 审核日期 首次 日期 时间 updated updated_at updated_on last_updated modified modified_at last_modified created created_at created_on \
         create_time update_time date timestamp datetime time entry_date",
    ),
    (
        Role::BirthDate,
        false,
        "出生 出生日期 出生年月 生日 成立日期 成立时间 注册日期 注册时间 开业日期 开业时间 设立日期 核准日期 创立日期 dob date_of_birth birth birth_date \
         birthdate birthday birth_year year_of_birth born founded founding_date foundation_date incorporated incorporation_date established \
         established_date date_of_incorporation",
    ),
    (
        Role::Amount,
        false,
        "金额 销售额 年销售额 营业额 营收 营业收入 收入 注册资本 注册资金 资本额 实收资本额 余额 应收 应收款 欠款 额度 信用额度 价格 单价 总价 数量 总额 利润 员工人数 \
         人数 职工人数 amount sales revenue turnover balance price qty quantity total capital income salary cost employees headcount credit_limit",
    ),
    (
        Role::CustomerCode,
        false,
        "客户编码 客户编号 客户号 客户代码 客户代号 会员号 会员编号 供应商编码 供应商编号 供应商代码 客商编码 往来单位编码 单位编码 单位编号 商户号 商户编号 门店编码 \
         customer_id customer_code customer_no customer_number customerid cust_id cust_no cust_code custid client_id client_code client_no member_id member_no \
         vendor_id vendor_code vendor_no supplier_id supplier_code account_no account_id account_number account_code partner_id",
    ),
    (Role::CustomerCode, true, "编码 代码 代号 code"),
    (
        Role::RecordId,
        false,
        "记录编号 记录号 记录id 流水号 主键 数据编号 唯一编号 record_id recordid rec_id recid row_id rowid uuid guid unique_id uid primary_key record_no record_number \
         pk",
    ),
    (Role::RecordId, true, "id 编号 key no"),
    (
        Role::Source,
        false,
        "来源 数据来源 系统来源 来源系统 来源表 数据源 所属系统 系统 系统名称 source source_system src source_name system data_source dataset",
    ),
    (
        Role::FreeText,
        false,
        "备注 说明 描述 附注 摘要 经营范围 业务范围 简介 remark remarks note notes comment comments description memo",
    ),
    (
        // Our own people and bookkeeping: they say nothing about who the customer is. The number of a
        // row changes with every sorting.
        Role::Ignore,
        false,
        "序号 行号 行次 项次 # row_number row_no 业务员 销售员 客户经理 跟进人 创建人 录入人 操作员 操作人 制单人 审核人 更新人 修改人 cluster_id cluster entity_id entity label truth is_duplicate salesperson \
         created_by updated_by modified_by operator",
    ),
    (
        Role::Text,
        false,
        "简称 客户简称 公司简称 企业简称 单位简称 别名 曾用名 英文名称 英文名 英文简称 英文全称 英文地址 英文通讯地址 开户行 开户银行 银行 银行账号 账号 网址 网站 官网 行业 行业类别 \
         产业别 类型 企业类型 客户类型 客户等级 等级 级别 性别 职业 职务 职位 民族 国籍 国家 币种 品牌 title authors author venue year journal publisher gender sex \
         occupation job job_title position nationality country birth_place place_of_birth birthplace short_name shortname alias nickname website url \
         web homepage industry type category status level grade rank brand currency bank bank_account model market",
    ),
];
