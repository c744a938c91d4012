//! The costs of the best path, in hundredths of a nat: roughly −100 ln of how often a careful reader
//! sees the thing among registered names. Only differences matter.

/// A cost; higher is rarer.
pub(crate) type Cost = i32;

/// Never.
pub(crate) const NEVER: Cost = Cost::MAX / 4;

/// 中国 or 中华 at the head: one name in a hundred, but hardly ever anything else.
pub(crate) const NATION: Cost = 150;

/// 国营 or 民营 at the head: rare, and short words, but they do not begin trade names.
pub(crate) const OWNERSHIP: Cost = 500;

/// A province at the head. Nearly every tenth name has one, and 34 are easily told.
pub(crate) const PROVINCE: Cost = 250;
/// A prefecture written with its 市 or 州: unmistakable.
pub(crate) const PREFECTURE_FULL: Cost = 300;
/// A prefecture without 市: a few (朝阳, 吉安, 安康) are trade names too.
pub(crate) const PREFECTURE_SHORT: Cost = 450;
/// A county with its 县, 区 or 市.
pub(crate) const COUNTY_FULL: Cost = 500;
/// A county or a city at its level without 县 or 市: many are everyday trade names (永安, 安康).
pub(crate) const COUNTY_SHORT: Cost = 700;
/// A district without 区 and without its city: most are trade names (新华, 和平, 鼓楼).
pub(crate) const DISTRICT_SHORT: Cost = 1000;
/// A township with its 镇 or 乡 behind a region; there is no list of the forty thousand.
pub(crate) const TOWN: Cost = 600;
/// What a township costs more at the very front, with no region before it.
pub(crate) const TOWN_ALONE: Cost = 700;
/// A town without its 镇 or 街道 behind the county or city it lies in: it is in a list, but so are
/// many words of trade names.
pub(crate) const TOWN_BARE: Cost = 650;
/// What such a town costs more that lies in another district of the same city, or whose district is left out.
pub(crate) const TOWN_MOVED: Cost = 100;
/// A village with its 村, which also ends other words.
pub(crate) const VILLAGE: Cost = 850;
/// A village without its 村, told by a character that ends names of villages: 王家山, 李家屯.
pub(crate) const VILLAGE_BARE: Cost = 1250;
/// A village of two characters without its 村 behind a town with its kind: so much that the trade name behind it has
/// two characters or more.
pub(crate) const VILLAGE_OF_TOWN: Cost = 750;
/// A zone behind the place it belongs to: 榆林|高新区.
pub(crate) const ZONE: Cost = 300;
/// A zone with a name of its own behind the place it belongs to: 宁波|大榭开发区.
pub(crate) const ZONE_NAMED: Cost = 700;
/// The kind of a county whose name was lost, at the front: less than a character more in a trade name of three or four.
pub(crate) const REST_OF_COUNTY: Cost = 350;
/// A kind that the place before it is not: so little that a trade name without it is the likelier one.
pub(crate) const WRONG_KIND: Cost = 60;
/// What each character past the usual length costs more in a township's name.
pub(crate) const TOWN_LONG: Cost = 250;
/// A zone without a place: 高新区 at the very front.
pub(crate) const ZONE_ALONE: Cost = 900;
/// The one-letter name of a province (晋, 沪) at the head; nearly always part of a trade name.
pub(crate) const PROVINCE_LETTER: Cost = 1300;
/// A division with its kind behind one that contains it: 太原市 behind 山西.
pub(crate) const CONTAINED_FULL: Cost = 200;
/// A division without its kind behind one that contains it.
pub(crate) const CONTAINED_SHORT: Cost = 350;
/// What a short name costs more when a road or village follows from it: 桃园|路.
pub(crate) const ROAD: Cost = 900;
/// What a division costs more behind one that does not contain it.
pub(crate) const NOT_CONTAINED: Cost = 800;
/// What a name costs more that the division no longer has.
pub(crate) const PAST: Cost = 100;
/// A division behind trade name or industry: …集团山西有限公司.
pub(crate) const REGION_INSIDE: Cost = 200;
/// What it costs more behind a trade name that may be a place itself: 仁怀|长春汽车.
pub(crate) const REGION_BEHIND_PLACE: Cost = 200;

/// A trade name by its number of characters; a run of Latin letters or digits counts as one.
/// Two characters are the rule, three and four common, and every character costs about what a
/// character of a trade name carries (5 nats).
pub(crate) const TRADE_NAME: [Cost; 13] =
    [NEVER, 1200, 1050, 1450, 1850, 2450, 3000, 3600, 4200, 4800, 5400, 6000, 6600];
/// No trade name of so many characters costs less, wherever it stands.
pub(crate) const TRADE_NAME_LEAST: [Cost; TRADE_NAME.len()] = {
    let mut least = TRADE_NAME;
    least[1] = TRADE_NAME_LATIN + TRADE_NAME_SINGLE;
    least
};
/// No arc from before a company's form to a place inside it costs less: the first character of it as
/// part of a branch's name is the cheapest.
pub(crate) const INTO_FORM: Cost = BRANCH_NAME;
/// What one character costs less behind a region: 蒲县|鑫 is likelier than a trade name of three that
/// begins with a place. Not 中 and 国, which begin short names: 中石油.
pub(crate) const TRADE_NAME_SINGLE: Cost = -250;
/// The short name of a well-known organisation: less than a prefecture and a trade name, so that
/// 阿里巴巴 does not lie in 阿里, but more than a province and one, so that 上海家化 lies in 上海.
pub(crate) const TRADE_NAME_KNOWN: Cost = 1400;
/// What a trade name costs more that is a trade word, straight behind a region.
pub(crate) const TRADE_NAME_IS_TRADE: Cost = 600;
/// What a trade name costs more that begins like an ordinal: 第一.
pub(crate) const TRADE_NAME_ORDINAL: Cost = 600;
/// What a trade name costs more that ends in a trade word: 楼科技, 金贸易.
pub(crate) const TRADE_NAME_SWALLOWS_TRADE: Cost = 300;
/// What a trade name costs more that begins with a division and its kind: 蒲县|鑫.
pub(crate) const TRADE_NAME_HIDES_REGION: Cost = 500;
/// What 河 or 楼 alone costs more as a trade name behind a place without 县 or 市: 赤水河 is one name.
pub(crate) const TRADE_NAME_IS_LANDMARK: Cost = 600;
/// A trade name of one run of Latin letters: ABB.
pub(crate) const TRADE_NAME_LATIN: Cost = 900;
/// A second trade name behind a region: 北京同仁堂 | 虎门.
pub(crate) const TRADE_NAME_AGAIN: Cost = 200;
/// One behind 集团, 国药集团|一致: so little that two to four characters are rather the name of a daughter
/// than a trade that no lexicon knows.
pub(crate) const TRADE_NAME_OF_DAUGHTER: Cost = 20;

/// No trade name, the industry straight behind a province or nation: 山西煤业, 中国石油.
pub(crate) const NO_TRADE_NAME: Cost = 300;
/// The same behind a division that is more often a trade name: 平安保险, 佛山市顺德陶瓷.
pub(crate) const NO_TRADE_NAME_DOUBTFUL: Cost = 900;
/// The same with nothing before it: the left end is missing, or a word we know is the trade name.
pub(crate) const NO_TRADE_NAME_NO_REGION: Cost = 800;

/// The form straight behind the trade name: every eighth name says no trade.
pub(crate) const NO_TRADE: Cost = 200;

/// A known trade word by its number of characters. Single characters (业, 机) stand at the end of
/// many other words; long words are safe.
pub(crate) const TRADE_WORD: [Cost; 5] = [NEVER, 650, 400, 420, 400];
/// A trade word of one character straight before a form of one at the end: 鞋|厂, 茶|行.
pub(crate) const TRADE_CHAR_BEFORE_FORM: Cost = 400;
/// A trade of which one character is left before a company's form or at the end, 恒源贸有限公司: less
/// than one character more in a trade name of three or more, and more than in one of two (华贸).
pub(crate) const TRADE_CUT: Cost = 400;
/// What it costs more where the end may be a misspelt trade word as well: 恒源易|贸 for 贸易.
pub(crate) const TRADE_CUT_OR_SLIP: Cost = 160;
/// What it costs more where the trade name before it may be a place and one: 开阳|惠农.
pub(crate) const TRADE_CUT_OR_PLACE: Cost = 200;
/// What it costs more behind another trade word at the end, 粮油|运: less than to end with unknown text.
pub(crate) const TRADE_CUT_AGAIN: Cost = 250;
/// A trade of two characters that no lexicon knows, of which the first stands in trades alone: a little more than
/// a slip, and less than two characters more in a trade name.
pub(crate) const TRADE_ODD: Cost = 960;
/// The same at the end, where no form follows.
pub(crate) const TRADE_ODD_AT_END: Cost = 840;
/// A modifier (现代, 国际) that opens the text behind the region is the trade name, which registration asks
/// for: dearer than a trade name of two characters.
pub(crate) const MODIFIER_FIRST: Cost = 400;
/// The same behind a nation, which needs no trade name.
pub(crate) const MODIFIER_BEHIND_NATION: Cost = 300;
/// What a modifier costs more behind what may be a prefecture instead of the trade name: 大同|现代.
pub(crate) const MODIFIER_BEHIND_PLACE: Cost = 100;
/// What a word that is often a trade name, 远洋, costs more where one is missing: as much as makes it dearer than a trade
/// name of two characters, whether another trade follows or the form.
pub(crate) const NAME_FIRST: Cost = 560;
/// The same of a word of three characters, 向日葵.
pub(crate) const NAME_FIRST_LONG: Cost = 750;
/// The same of 新农村, which a trade ends.
pub(crate) const NAME_FIRST_NEW: Cost = 1100;
/// What such a word costs more behind what may be a place instead of the trade name: 北京|城建.
pub(crate) const NAME_BEHIND_PLACE: Cost = 400;
/// The same of a word of three characters: 四川|元宝枫.
pub(crate) const NAME_LONG_BEHIND_PLACE: Cost = 700;
/// What a word that is often a trade name costs more behind a trade name of one character, so that the two are one:
/// 心动力.
pub(crate) const NAME_BEHIND_CHAR: Cost = 500;
/// The same of a longer word, so that its first characters end the trade name: 新空间|装饰.
pub(crate) const NAME_LONG_BEHIND_CHAR: Cost = 700;
/// The same of one behind a longer trade name that ends in 新: as much as makes a place before 新农村 cheaper.
pub(crate) const NAME_BEHIND_NEW: Cost = 700;
/// An organisation form where a trade word stands, because a company's form follows.
pub(crate) const FORM_AS_TRADE: Cost = 500;
/// What a trade word costs more that is rather the form of an institution: 医院, 供销社.
pub(crate) const TRADE_IS_FORM: Cost = 500;
/// The same word as the form.
pub(crate) const FORM_IS_TRADE: Cost = 150;
/// 业 behind a trade word: 葡萄酒|业.
pub(crate) const TRADE_SUFFIX: Cost = 200;
/// What it costs that a trade word is written with a character that sounds or looks like the right
/// one, or lacks one: a little less than two unknown characters.
pub(crate) const SLIP: Cost = 550;
/// The same of a common word that is likelier meant than a trade name of these characters, 克技 or 贸商: so
/// little that the trade name before it need not be known.
pub(crate) const SLIP_LIKELY: Cost = 360;
/// The same of a word of four characters, which hardly sounds like anything else.
pub(crate) const SLIP_LONG: Cost = 370;
/// The same straight behind the nation, where the names of its organisations are known: 中国邮证集团.
pub(crate) const SLIP_BEHIND_NATION: Cost = 200;
/// What a reading must cost less at least with two characters put back that changed places: 恒商源贸.
pub(crate) const SWAPPED: Cost = 390;
/// The same where the second character of the trade stands in trades alone.
pub(crate) const SWAPPED_CLEARLY: Cost = 350;
/// What a forgiven wrong character costs.
pub(crate) const REPAIR: Cost = 450;
/// The same in a form of five characters or more, which hardly looks like anything else: 砖业合作社.
pub(crate) const REPAIR_LONG: Cost = 370;
/// The same in the form of what a place has one of: 供合作社, which is hardly the end of a trade name and a form.
pub(crate) const REPAIR_PUBLIC: Cost = 280;
/// The last character of a form twice: less than one of a branch's name, 有限公司司|合肥分公司.
pub(crate) const FORM_LAST_DOUBLED: Cost = 250;
/// What it costs that a trade word of four characters lost one of the first two, where the other is one that
/// hardly ends a trade name: 恒源|筑工程.
pub(crate) const REPAIR_BEFORE_TRADE: Cost = 370;
/// The same where it may well end one: 福满居|装饰 is no 家居装饰.
pub(crate) const REPAIR_DOUBTFUL: Cost = 590;
/// What it costs that the end of the text takes the last character of a trade word: 房地 for 房地产.
pub(crate) const TRADE_TRUNCATED: Cost = 400;
/// The first character of an unknown trade word.
pub(crate) const UNKNOWN_FIRST: Cost = 650;
/// What it costs more behind the first trade word where a region but no trade name stands before that: as much as makes
/// them dearer than a trade name of three or four characters.
pub(crate) const UNKNOWN_WITHOUT_TRADE_NAME: Cost = 180;
/// What the last character of 供销社 costs more as the first of an unknown trade word.
pub(crate) const UNKNOWN_OF_COOP: Cost = 300;
/// Each further character of it.
pub(crate) const UNKNOWN_NEXT: Cost = 450;

/// 第一, 第12: hardly ever part of a trade name.
pub(crate) const ORDINAL_MARKED: Cost = 300;
/// A numeral before 厂, 店, 公司 …, without 第.
pub(crate) const ORDINAL_BARE: Cost = 500;
/// The same in a branch's name, where numbers are the rule.
pub(crate) const ORDINAL_IN_BRANCH: Cost = 250;

/// 集团 and its kin.
pub(crate) const GROUP: Cost = 150;

/// An organisation form of several characters: 有限公司.
pub(crate) const FORM: Cost = 50;
/// One of a single character that ends many names, 厂 or 店, but also trade words.
pub(crate) const FORM_SHORT: Cost = 300;
/// A works whose form says how it works, 加工厂 or 制品厂: what stands before may be half of a trade word.
pub(crate) const FORM_WORKS: Cost = 150;
/// One of a single character that ends more trade names than it is a form: 堂, 轩, 园.
pub(crate) const FORM_SHORT_RARE: Cost = 800;
/// A short or weak form that does not end the text, although nothing says that a branch begins.
pub(crate) const FORM_SHORT_INSIDE: Cost = 600;
/// A form cut off by the end of the text; the shorter the rest, the less sure.
pub(crate) const FORM_TRUNCATED: Cost = 250;
/// A form of which only one character is left.
pub(crate) const FORM_TRUNCATED_TO_ONE: Cost = 550;
/// The same where that character hardly ends a trade name: 公 for 公司.
pub(crate) const FORM_TRUNCATED_CLEARLY: Cost = 330;
/// A branch form: 分公司, 支行.
pub(crate) const BRANCH_FORM: Cost = 100;
/// A branch form of one character: 店, 站.
pub(crate) const BRANCH_FORM_SHORT: Cost = 350;
/// A company's full form, 有限公司, behind a branch form or another company's form: then the words
/// before it were no form.
pub(crate) const COMPANY_AGAIN: Cost = 1500;
/// A branch form straight behind the head, without a form of the head's own: 工行太原分行.
pub(crate) const BRANCH_WITHOUT_HEAD_FORM: Cost = 200;

/// Each character of a branch's own name.
pub(crate) const BRANCH_NAME: Cost = 330;
/// What it costs more that a branch's name begins with what is rather the rest of the form: 集团|公大同.
pub(crate) const BRANCH_IN_FORM: Cost = 200;
/// The step from the head's form into a branch's name.
pub(crate) const BRANCH_BEGINS: Cost = 150;

/// The text ends behind a trade name or region, without industry and form.
pub(crate) const ENDS_BARE: Cost = 200;
/// The text ends behind the industry, without form.
pub(crate) const ENDS_WITHOUT_FORM: Cost = 150;
/// The text ends inside an unknown trade word or behind a misplaced region.
pub(crate) const ENDS_UNKNOWN: Cost = 300;
/// The text ends with regions only.
pub(crate) const ENDS_WITH_REGION: Cost = 700;
/// The text ends in a branch's name, without branch form.
pub(crate) const ENDS_IN_BRANCH: Cost = 400;
