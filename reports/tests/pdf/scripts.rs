//! Reports in other scripts than Latin, and text in all of them at once.

use crate::samples;
use groundtruth_reports::model::*;

/// A report in Arabic, written from right to left.
pub fn arabic() -> Report {
    let row = |number: &str, sentence: &str, code, label: &str| PromiseRow {
        number: number.into(),
        sentence: sentence.into(),
        clause: Some(Clause {
            document: "اتفاقية 1 مارس 2026".into(),
            clause: Some("4.2".into()),
            words: Some("يلتزم المزوّد بتوزيع وجبة ساخنة واحدة لكل مستفيد في كل يوم عمل.".into()),
            ..Clause::default()
        }),
        verdict: Some(Verdict {
            code,
            label: label.into(),
            rule: Some(9),
            sentence: "وُجد أقل مما وُعد به.".into(),
            ..Verdict::default()
        }),
        grade: Some(Grade {
            code: "observed_once".into(),
            label: "لوحظ مرة واحدة".into(),
            because: None,
        }),
        promised: Cell::of(Figure {
            text: "1,200 وجبة".into(),
            exact: Some("1200".into()),
            ..Figure::default()
        }),
        claimed: Cell::of(Figure {
            text: "1,188".into(),
            exact: Some("1188".into()),
            who_counted: Some(Coded::new("provider", "المزوّد")),
            ..Figure::default()
        }),
        found: Cell::of(Figure {
            text: "941".into(),
            of: Some("941 من 1,200 (78.4%)".into()),
            who_counted: Some(Coded::new("auditor", "المدقّق")),
            ..Figure::default()
        }),
        since: Cell::without("لا شيء بعد"),
        gap: Some(Difference {
            text: "ناقص 259 · 21.6% من 1,200".into(),
            ..Difference::default()
        }),
        bar: Some(Bar {
            target: Target::Value { at: 1200.0 },
            claimed: Some(1188.0),
            found: Some(941.0),
            ..Bar::default()
        }),
        ..PromiseRow::default()
    };
    Report {
        language: "ar".into(),
        direction: TextDirection::Rtl,
        stamps: vec![Stamp { code: "practice".into(), text: "تدريب: كل شيء هنا مُختلَق".into() }],
        number: "R-2026-0021".into(),
        version: "1".into(),
        date: DateText::new("21 نوفمبر 2026", "2026-11-21"),
        organisation: "أهالي الحي الشمالي".into(),
        title: "وجبات لكبار السن الملازمين منازلهم في الحي الشمالي".into(),
        subtitle: Some("من مارس إلى أكتوبر 2026".into()),
        answer: vec!["من بين 1,200 وجبة موعودة أسبوعياً، وصلت 941 وجبة إلى أصحابها.".into(), "لا أحد تحقق من الباقي.".into()],
        page_one: PageOne {
            how_sure: vec!["زار اثنان من السكان 12 طريقاً من أصل 40 اختيرت بالقرعة.".into()],
            money: vec!["دُفع مبلغ 48,812.50 دولاراً عن تسع فواتير.".into()],
            ..PageOne::default()
        },
        does_not_say: vec!["لماذا لم تصل الوجبات".into()],
        background: vec!["الإسلام والأمل لا يمنعان السؤال: هل وصلت الخدمة إلى الأهالي كما وُعدوا؟ انظر GroundUp (2013) في الصفحة 12.".into()],
        promises: vec![
            row("O-01", "توزيع الوجبات كل يوم عمل", VerdictCode::PartlyDelivered, "نُفّذ جزئياً"),
            row("O-02", "الاتصال بالمستفيد عند التأخير", VerdictCode::NotDelivered, "لم يُنفّذ"),
        ],
        chronology: vec![ChronologyEntry { date: DateText::new("1 مارس 2026", "2026-03-01"), what: "توقيع الاتفاقية.".into(), column: Some(FourWord::Promised), sources: vec![] }],
        conclusions: vec!["على الطرق التي زيرت كانت الوجبات أقل وأبرد مما وُعد به.".into()],
        labels: samples::labels(),
        ..Report::default()
    }
}

/// A report in Hindi.
pub fn hindi() -> Report {
    Report {
        language: "hi".into(),
        number: "R-2026-0022".into(),
        version: "1".into(),
        date: DateText::new("21 नवंबर 2026", "2026-11-21"),
        organisation: "उत्तरी बस्ती के निवासी".into(),
        title: "क्षेत्रीय राशन दुकानों में अनाज की आपूर्ति, मार्च से अक्टूबर 2026".into(),
        answer: vec![
            "वादा किए गए 346 शौचालयों में से 256 मिले।".into(),
            "नब्बे नहीं मिले।".into(),
        ],
        page_one: PageOne {
            how_sure: vec!["हर शौचालय को दो निरीक्षकों ने देखा; यह गिनती है, नमूना नहीं।".into()],
            money: vec!["₹12.5 करोड़ का भुगतान हुआ; कितना वसूल हो सकता है, यह प्रकाशित नहीं है।".into()],
            ..PageOne::default()
        },
        does_not_say: vec!["कि शेष शौचालय चोरी हुए".into()],
        background: vec![
            "श्रीमती कृष्णा ने ‘स्वच्छ भारत’ कार्यक्रम के अंतर्गत निर्मित शौचालयों की स्थिति दर्ज की।".into(),
        ],
        promises: vec![PromiseRow {
            number: "O-01".into(),
            sentence: "चारों क्षेत्रों में शौचालय उपलब्ध".into(),
            verdict: Some(Verdict {
                code: VerdictCode::PartlyDelivered,
                label: "आंशिक रूप से पूरा".into(),
                ..Verdict::default()
            }),
            promised: Cell::of(Figure {
                text: "346 शौचालय".into(),
                ..Figure::default()
            }),
            found: Cell::of(Figure {
                text: "256".into(),
                of: Some("346 में से 256 (74.0%)".into()),
                ..Figure::default()
            }),
            bar: Some(Bar {
                target: Target::Value { at: 346.0 },
                found: Some(256.0),
                ..Bar::default()
            }),
            ..PromiseRow::default()
        }],
        conclusions: vec!["अप्रैल 2013 में चारों क्षेत्रों में वादे से कम शौचालय थे।".into()],
        labels: samples::labels(),
        ..Report::default()
    }
}

/// A report that holds the sentences below, each in a paragraph of its own.
pub fn with_sentences(sentences: &[&str], direction: TextDirection) -> Report {
    Report {
        direction,
        number: "R-2026-0023".into(),
        version: "1".into(),
        title: "Scripts".into(),
        background: sentences
            .iter()
            .map(|sentence| (*sentence).to_owned())
            .collect(),
        labels: samples::labels(),
        ..Report::default()
    }
}
