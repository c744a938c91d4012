//! Words that names, people and streets are made of, commonest first. Written for this project; the order is a rough
//! judgement of how common they are, and draws follow the rank.

use crate::random::{Dice, Weights};
use std::collections::BTreeSet;

/// All words, ready to draw from.
#[derive(Clone, Debug)]
pub(crate) struct Vocabulary {
    /// Characters a trade name likes to begin with.
    pub(crate) brand_heads: Ranked,
    /// Characters a trade name likes to end with.
    pub(crate) brand_tails: Ranked,
    /// Family names of today.
    pub(crate) surnames: Ranked,
    /// Characters of given names.
    pub(crate) given: Ranked,
    /// Trades of companies.
    pub(crate) trades: Ranked,
    /// Shops of individual businesses: the tail of the name.
    pub(crate) shops: Ranked,
    /// Public institutions: the tail of the name.
    pub(crate) institutions: Ranked,
    /// What is numbered in every town (第N…).
    pub(crate) numbered: Ranked,
    /// Trades of names without a brand: a place and a trade are all they have.
    pub(crate) brandless: Ranked,
    /// Modifiers that make a subsidiary's trade out of a group's name.
    pub(crate) subsidiary_trades: Ranked,
    /// Words between brand and 银行.
    pub(crate) banks: Ranked,
    /// Roads: the stem.
    pub(crate) roads: Ranked,
    /// What a road is called.
    pub(crate) road_kinds: Ranked,
    /// Towns and villages: the stem.
    pub(crate) towns: Ranked,
    /// Buildings with offices.
    pub(crate) buildings: Ranked,
    /// What a cell of a placeholder customer says.
    pub(crate) placeholders: Ranked,
    /// Titles that stand for a given name.
    pub(crate) titles: Ranked,
    /// Remarks in brackets behind a name.
    pub(crate) remarks: Ranked,
    /// Markers in front of a name.
    pub(crate) markers: Ranked,
    /// Public providers of mail boxes.
    pub(crate) mail_hosts: Ranked,
    /// Boxes at a firm's own domain.
    pub(crate) mail_boxes: Ranked,
    /// The first three digits of mobile numbers.
    pub(crate) mobile_heads: Ranked,
}

impl Vocabulary {
    pub(crate) fn new() -> Vocabulary {
        Vocabulary {
            brand_heads: Ranked::characters(BRAND_HEADS, 12),
            brand_tails: Ranked::characters(BRAND_TAILS, 12),
            surnames: Ranked::characters(SURNAMES, 6),
            given: Ranked::characters(GIVEN, 20),
            trades: Ranked::words(TRADES, 8),
            shops: Ranked::words(SHOPS, 5),
            institutions: Ranked::words(INSTITUTIONS, 5),
            numbered: Ranked::words(NUMBERED, 5),
            brandless: Ranked::words(BRANDLESS, 5),
            subsidiary_trades: Ranked::words(SUBSIDIARY_TRADES, 5),
            banks: Ranked::words(BANKS, 5),
            roads: Ranked::words(ROADS, 5),
            road_kinds: Ranked::words(ROAD_KINDS, 5),
            towns: Ranked::words(TOWNS, 5),
            buildings: Ranked::words(BUILDINGS, 5),
            placeholders: Ranked::words(PLACEHOLDERS, 1),
            titles: Ranked::words(TITLES, 5),
            remarks: Ranked::words(REMARKS, 5),
            markers: Ranked::words(MARKERS, 5),
            mail_hosts: Ranked::words(MAIL_HOSTS, 5),
            mail_boxes: Ranked::words(MAIL_BOXES, 5),
            mobile_heads: Ranked::words(MOBILE_HEADS, 5),
        }
    }

    /// The characters of brands, names and trades, each once.
    pub(crate) fn characters(&self) -> BTreeSet<char> {
        let lists = [&self.brand_heads, &self.brand_tails, &self.given, &self.trades, &self.towns];
        lists.into_iter().flat_map(|list| list.all()).flat_map(|word| word.chars()).collect()
    }
}

/// Things to say, the first ones likelier.
#[derive(Clone, Debug)]
pub(crate) struct Ranked {
    words: Vec<&'static str>,
    weights: Weights,
}

impl Ranked {
    /// Words parted by spaces; `flatness` as in [`Weights::zipf`]: the greater, the less the first words stand out.
    fn words(text: &'static str, flatness: u64) -> Ranked {
        let words: Vec<&str> = text.split_whitespace().collect();
        Ranked { weights: Weights::zipf(words.len(), flatness), words }
    }

    /// Every character of a text is a word.
    fn characters(text: &'static str, flatness: u64) -> Ranked {
        let ends = text.char_indices().skip(1).map(|(at, _)| at).chain([text.len()]);
        let words: Vec<&str> = text
            .char_indices()
            .zip(ends)
            .filter_map(|((from, _), to)| text.get(from..to))
            .collect();
        Ranked { weights: Weights::zipf(words.len(), flatness), words }
    }

    pub(crate) fn draw(&self, dice: &mut Dice) -> &'static str {
        self.words.get(dice.rank(&self.weights)).copied().unwrap_or_default()
    }

    pub(crate) fn all(&self) -> &[&'static str] {
        &self.words
    }
}

const BRAND_HEADS: &str = "\
华金鑫天恒宏新东大中盛瑞众德嘉博海鼎万安正信永福龙康润美佳兴泰亿富国诚汇宝创智科云星光明丰顺\
长和凯祥益同利源聚百久优卓启腾飞航远辉旭晨晟昊昌隆升立达通联合九三四双广南北西江河山川湖滨林\
森木火晶玉翠银铭钰锦绣彩艺雅文书墨翰儒思睿慧哲喆拓迈迅捷力威强健壮雄伟豪杰英俊贤圣尚善仁义礼\
孝忠勤俭朴真诺守普惠民众乐悦欣怡爱亲友邻里家园春夏秋冬雨雪风云雷电虹霞露霜红蓝绿青紫白黑黄橙\
粉赤丹朱乾坤震巽坎离艮兑道禅佛缘圆方元亨利贞泽涵涛洋波浪潮汐沐沁清澈淳厚载绿禾穗麦稻谷粟菽豆\
瓜果桃李杏梅兰竹菊松柏杨柳桐枫桂樟楠檀沉香茗茶酒曲醇酿鲜味食膳鼎奥欧亚美澳非意德法英俄印尼泰\
菲帝皇王冠冕君侯将相卿士贵尊荣耀显赫煌焕灿烂炫酷奇妙幻影梦想希望未来前程锦绣领先锋尖端峰巅岭\
岳峻崇高深博渊源泉溪涧瀑潭池塘港湾岛屿洲渚矶石岩磊鑫淼焱犇骉羴麒麟凤凰鹏鹰雁鹤鸿鹄鸽燕雀虎豹\
狮象熊鹿马牛羊犬兔";

const BRAND_TAILS: &str = "\
源达泰丰盛兴隆通顺昌和信诚德瑞祥宇博华美佳鑫海洋江河天成业安康宁福禄寿喜宝金银玉珠翠晶星辰光\
辉煌明亮晟旭阳升腾飞翔远航帆舟锋锐利益惠民众联合创拓展图宏伟力强健捷迅速驰骋骏马龙凤鹏程鸿运\
来旺发财富贵荣耀尔特斯奥迪诺克莱雅姿韵彩虹霞云峰岳山川林森木茂绿青蓝禾田园庄村家邦国世纪元始\
维新科智慧睿思想文翰墨轩阁堂斋居苑庭府邸城堡关津渡桥港湾岛洲汇聚集萃优品尚选臻至尊豪爵冠军威\
武胜凯旋歌乐悦欣怡心愿缘圆满月日春秋夏雨雪风松柏竹梅兰菊桂枫桐楠桦杉槐榕棠棣萱芸芝荷莲蓉薇茵\
苗穗谷丰仓廪实厚朴淳正直方略策谋机械电磁波涛浪潮润泽沐霖淼";

const SURNAMES: &str = "\
王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏\
吕丁任卢姚沈钟姜崔谭陆汪范廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃\
武钱戴严莫孔向常汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟";

const GIVEN: &str = "\
伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英建国华志文玉红海燕金春梅晓东林飞鹏宇浩轩子涵雨\
欣怡佳琪思远嘉宁俊峰辉波斌旭阳帆凯立新成龙云生根宝祥福贵永德义忠诚信民光荣耀庆喜安康健美珍兰\
竹菊荷莲雪冰晶莹洁清秋月星辰昊天泽瑞";

const TRADES: &str = "\
商贸 科技 贸易 建筑工程 信息技术 文化传媒 广告 物流 装饰工程 机械设备 电子商务 \
企业管理 房地产开发 网络科技 物业管理 餐饮管理 实业 投资 建材 汽车销售 电子科技 \
农业发展 生物科技 环保科技 教育科技 酒店管理 服饰 食品 化工 机电设备 人力资源 \
企业管理咨询 医疗器械 医药 新能源 家具 运输 市政工程 园林绿化 劳务 电器 塑料制品 \
五金制品 包装材料 印刷 纺织 汽车服务 国际贸易 进出口贸易 供应链管理 智能科技 软件 \
文化传播 影视传媒 旅游 健康管理 美容 家政服务 保洁服务 保安服务 消防工程 节能科技 \
自动化设备 精密机械 模具 汽车配件 汽车维修 汽车租赁 轮胎 石油 石化 燃气 煤业 矿业 \
钢铁 金属制品 铝业 铸造 锻造 阀门 水泥 混凝土 玻璃 陶瓷 石材 木业 门窗 钢结构 \
电力工程 电气 电缆 照明 光电 光伏 仪器仪表 通信工程 通讯 数码科技 办公用品 图书 \
玩具 体育用品 工艺品 珠宝 皮具 鞋业 箱包 家纺 制衣 印染 化妆品 日用品 洗涤 药业 \
中药材 兽药 饲料 种业 化肥 农资 农机 粮油 米业 面粉 酒业 茶业 饮料 乳业 水产 \
冷链物流 果蔬 肉类 养殖 林业 苗木 花卉 造纸 橡胶 涂料 油漆 防水工程 装修 设计 \
测绘 工程咨询 工程监理 招标代理 检测技术 会计服务 财税咨询 知识产权代理 商标代理 \
法律咨询 翻译 会展服务 婚庆服务 摄影 演艺 健身 培训 幼教 养老服务 殡葬服务 典当 \
融资担保 小额贷款 融资租赁 保险代理 资产管理 私募基金管理 拍卖 货运代理 快递 仓储 \
搬家服务 船务 航空服务 渔业 盐业 烟草 热力 供水 污水处理 再生资源 废旧物资回收 \
地质勘查 爆破工程 起重设备 电梯 泵业 轴承 液压 焊接材料 紧固件 弹簧 齿轮 工量具 \
磨具磨料 粉末冶金";

const SHOPS: &str = "\
超市 便利店 餐馆 小吃店 服装店 百货店 商行 五金店 理发店 药店 水果店 烟酒店 \
建材经营部 汽修厂 饭店 早餐店 面馆 火锅店 茶楼 美容院 手机店 家电维修部 副食店 \
粮油店 鞋店 母婴店 花店 文具店 烧烤店 蛋糕店 奶茶店 洗车行 打印店 照相馆 宾馆 \
家具店 灯具店 门窗加工部 种子店 农资经营部 麻将馆 足浴店 干洗店 眼镜店 童装店 \
窗帘店 海鲜店 豆腐坊 牛肉面馆 棋牌室";

const INSTITUTIONS: &str = "\
人民医院 中医院 妇幼保健院 实验小学 高级中学 职业技术学校 幼儿园 疾病预防控制中心 \
文化馆 图书馆 水利局 农业技术推广站 林业局 市政管理处 公路管理局 自来水公司 \
环境卫生管理所 卫生院 敬老院 体育中心";

const NUMBERED: &str = "\
中学 小学 人民医院 建筑工程公司 机床厂 纺织厂 化工厂 汽车运输公司 粮库 水泥厂";

const BRANDLESS: &str = "\
煤业 粮油 盐业 烟草 化工 水泥 棉麻 茶叶 石油 药材 种子 农机 供销 木材 外贸 \
水产";

const SUBSIDIARY_TRADES: &str = "\
物流 置业 物业管理 商贸 投资 科技 新能源 国际贸易 建筑工程 酒店管理 融资租赁 \
环保科技";

const BANKS: &str = "\
农村商业 村镇 商业 农村合作";

const ROADS: &str = "\
人民 解放 中山 建设 新华 和平 文化 胜利 光明 友谊 迎宾 工业 长江 黄河 北京 \
南京 上海 朝阳 东风 红旗 团结 幸福 滨河 滨江 滨海 环城 学府 科技 创业 兴业 \
金融 体育 公园 青年 民主 民族 劳动 站前 机场 港口 开元 龙腾 凤凰 金桥 银河 \
紫金 翠湖 梧桐 桂花 荷花 松江 柳林 杏花 桃园 天山 泰山 华山 衡山 嵩山 昆仑";

const ROAD_KINDS: &str = "\
路 街 大道 东路 西路 南路 北路 大街 巷 中路";

const TOWNS: &str = "\
城关 太平 永安 龙泉 新华 石桥 白云 大河 双河 三合 长山 清河 西湖 东升 平安 \
柳树 杨庄 马集 李家 王店 黄土 青山 沙河 高桥 金鸡 凤山 龙山 桃花 梅林 竹园";

const BUILDINGS: &str = "\
国际大厦 商务中心 科技园 创业园 金融中心 写字楼 工业园 产业园 商业广场 财富中心 \
电商产业园 孵化器";

const PLACEHOLDERS: &str = "\
散客 零售客户 现金客户 个人 其他 待定 测试客户 无";

const TITLES: &str = "\
总 经理 先生 女士 工 老板 主任 会计";

const REMARKS: &str = "\
老客户 月结 新客户 重复 VIP 欠款 现结 停用 代理商 勿删 总部 已签合同 大客户";

const MARKERS: &str = "\
【停用】 (作废) 【VIP】 ★ 已注销- * # 【重复】 旧-";

const MAIL_HOSTS: &str = "\
qq.com 163.com 126.com 139.com sina.com \
foxmail.com";

const MAIL_BOXES: &str = "\
info sales office service hr finance admin \
market";

const MOBILE_HEADS: &str = "\
138 139 135 136 137 150 151 152 158 159 182 \
183 187 188 130 131 132 155 156 185 186 133 \
153 180 181 189 177 173 199 176";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_words() {
        let ranked = Ranked::characters("甲乙丙", 1);
        assert_eq!(ranked.all(), ["甲", "乙", "丙"]);
    }

    #[test]
    fn the_first_is_drawn_most() {
        let ranked = Ranked::words("甲 乙 丙", 0);
        let mut dice = Dice::of(3, crate::random::Stream::Order, 0);
        let first = (0..11_000).filter(|_| ranked.draw(&mut dice) == "甲").count();
        assert!(
            (5_800..6_200).contains(&first),
            "{first}: 1 : 1/2 : 1/3 gives six in eleven to the first"
        );
    }
}
