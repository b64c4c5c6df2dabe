//! Findings, voices, replies, recommendations, evidence, sources, glossary.

use groundtruth_reports::model::{
    Cause as CauseText, Coded, Evidence as EvidenceText, Finding as FindingText, GlossaryEntry,
    Recommendation as RecommendationText, Response as ResponseText, ResponsePoint,
    Sent as SentText, Source as SourceText, Voice,
};

use crate::domain::code::Code;
use crate::domain::comparison::Row;
use crate::domain::fieldwork::Audience;
use crate::domain::finding::Finding;
use crate::domain::party::Role;
use crate::domain::refusal::RefusalCode;
use crate::domain::reply::{ReplyState, Response};

use super::maker::{Maker, own_number};
use super::promised::sources;
use super::rows::grade_text;

/// Words that every report explains, in alphabetical order of the English terms.
const GLOSSARY: [&str; 12] = [
    "census",
    "claimed",
    "corroborated",
    "criterion",
    "denominator",
    "documented",
    "found",
    "frame",
    "interval",
    "observed-once",
    "promised",
    "refusal",
];

impl Maker<'_> {
    /// Findings, kept promises with the same room.
    pub fn findings(&self) -> Vec<FindingText> {
        self.case.findings.iter().map(|f| self.finding(f)).collect()
    }

    fn finding(&self, finding: &Finding) -> FindingText {
        let rows: Vec<&Row> = self
            .comparison
            .rows
            .iter()
            .filter(|r| finding.obligations.contains(&r.obligation))
            .collect();
        let mut perspective: Vec<String> = Vec::new();
        for entry in rows.iter().flat_map(|r| r.found_in_use()) {
            let shown = self.wording.figure(entry, "", None);
            if let Some(of) = shown.of.filter(|of| !perspective.contains(of)) {
                perspective.push(of);
            }
        }
        let beyond = self.case.samples.iter().find_map(|s| s.beyond.clone());
        let replies: Vec<&Response> = self
            .case
            .responses
            .iter()
            .filter(|r| r.answers(finding))
            .collect();
        FindingText {
            number: self.finding_number(&finding.id),
            title: finding.title.clone(),
            positive: finding.positive,
            promises: finding
                .obligations
                .iter()
                .map(|id| self.promise_number(id))
                .collect(),
            criteria: finding.criteria.iter().cloned().collect(),
            condition: vec![finding.condition.clone()],
            cause: Some(CauseText {
                certainty: self.wording.coded_of("cause", &finding.cause.certainty),
                text: finding.cause.says.clone().unwrap_or_default(),
            }),
            effect: finding.effect.iter().cloned().collect(),
            perspective: (!perspective.is_empty()).then(|| perspective.join(" · ")),
            holds_for: beyond.map(|b| self.say("finding-holds-for", &[("beyond", &b)])),
            grade: rows.first().and_then(|r| grade_text(self, r.grade)),
            addressees: finding
                .addressees
                .iter()
                .map(|id| self.party_name(id))
                .collect(),
            evidence: finding
                .evidence
                .iter()
                .map(|id| self.evidence_number(id))
                .collect(),
            money: rows
                .iter()
                .flat_map(|r| &r.money.lines)
                .map(|id| self.line_number(id))
                .collect::<std::collections::BTreeSet<_>>()
                .into_iter()
                .collect(),
            responses: replies.iter().map(|r| r.id.to_string()).collect(),
            sources: sources(&finding.sources),
            ..FindingText::default()
        }
    }

    /// What users said; words without consent for everyone stay out.
    pub fn voices(&self) -> Vec<Voice> {
        let public = self
            .case
            .accounts
            .iter()
            .filter(|a| a.consent == Audience::Public);
        public
            .map(|account| Voice {
                id: account.id.to_string(),
                quote: account.says.clone(),
                who: account.speaker.clone(),
                date: account.date.map(|d| self.wording.date(d)),
                consent: Some(self.get(if account.read_back {
                    "voice-consent-read-back"
                } else {
                    "voice-consent"
                })),
                promises: account
                    .obligation
                    .iter()
                    .map(|id| self.promise_number(id))
                    .collect(),
                ..Voice::default()
            })
            .collect()
    }

    /// What was withheld for want of consent.
    pub fn withheld(&self) -> usize {
        self.case
            .accounts
            .iter()
            .filter(|a| a.consent != Audience::Public)
            .count()
    }

    /// How many accounts were taken out because whoever gave them withdrew.
    pub fn withdrawn(&self) -> Option<usize> {
        let count = usize::try_from(self.case.accounts_withdrawn).ok();
        count.filter(|count| *count > 0)
    }

    /// What is asked of whom.
    pub fn recommendations(&self) -> Vec<RecommendationText> {
        let texts = self
            .case
            .recommendations
            .iter()
            .enumerate()
            .map(|(i, r)| RecommendationText {
                number: own_number("C", &r.id).unwrap_or_else(|| format!("C-{:02}", i + 1)),
                to: match &r.office {
                    Some(office) => format!("{}, {office}", self.party_name(&r.to)),
                    None => self.party_name(&r.to),
                },
                action: r.action.clone(),
                due: r.due.map(|d| self.wording.date(d)),
                findings: r
                    .findings
                    .iter()
                    .map(|id| self.finding_number(id))
                    .collect(),
                reply: self.reply_to(&r.id),
                ..RecommendationText::default()
            });
        texts.collect()
    }

    /// How the party that is asked answered a recommendation, where it was asked about it by itself: its last position.
    fn reply_to(&self, recommendation: &Code) -> Option<Coded> {
        let mut last = self.case.responses.iter().rev();
        let answer = last.find(|one| one.answers_recommendation(recommendation))?;
        Some(self.position(answer))
    }

    /// The position of a reply; where none came, by which day.
    fn position_in_short(&self, response: &Response) -> Coded {
        let mut state = self.wording.coded_of("reply", &response.state);
        if let (ReplyState::NoReplyByTheDate, Some(date)) = (response.state, response.date) {
            let date = self.wording.date_text(date);
            state.label = self.say("reply-no-reply-by", &[("date", &date)]);
        }
        state
    }

    /// The same, with how it is known where it was read from what was said.
    fn position(&self, response: &Response) -> Coded {
        let mut state = self.position_in_short(response);
        if response.state_derived {
            state.label = format!("{} ({})", state.label, self.get("reply-derived"));
        }
        state
    }

    /// Who answered what, in one line: the party, what it answers where that is less than the whole, and how.
    pub fn answered_by(&self, response: &Response) -> (String, String) {
        let party = self.party_name(&response.party);
        let findings = response.findings.iter().map(|id| self.finding_number(id));
        let asked = response.recommendations.iter();
        let asked = asked.map(|id| own_number("C", id).unwrap_or_else(|| id.to_string()));
        let about: Vec<String> = findings.chain(asked).collect();
        let who = match about.is_empty() {
            true => party,
            false => format!("{party}, {}", about.join(", ")),
        };
        (who, self.position_in_short(response).label)
    }

    /// What the parties answered, in full.
    pub fn responses(&self) -> Vec<ResponseText> {
        self.case
            .responses
            .iter()
            .map(|r| self.response(r))
            .collect()
    }

    fn response(&self, response: &Response) -> ResponseText {
        let roles = self
            .case
            .party(&response.party)
            .map(|p| p.roles.clone())
            .unwrap_or_default();
        let labels: Vec<String> = roles
            .iter()
            .map(|r| self.wording.coded_of("role", r).label)
            .collect();
        let code = roles
            .first()
            .map_or_else(String::new, |r: &Role| self.wording.code_of(r));
        let came = response.state != ReplyState::NoReplyByTheDate;
        let findings = response.findings.iter().map(|id| self.finding_number(id));
        let asked = response.recommendations.iter();
        let asked = asked.map(|id| own_number("C", id).unwrap_or_else(|| id.to_string()));
        let mut about: Vec<String> = findings.chain(asked).collect();
        if about.is_empty() {
            let promises = response.obligations.iter();
            about = promises.map(|id| self.promise_number(id)).collect();
        }
        let date = response.date.map(|d| self.wording.date(d));
        ResponseText {
            id: response.id.to_string(),
            party: self.party_name(&response.party),
            role: Some(Coded::new(code, labels.join(", "))),
            about,
            sent: response
                .sent
                .iter()
                .map(|s| SentText {
                    what: s.what.clone(),
                    date: s.date.map(|d| self.wording.date(d)),
                    how: None,
                })
                .collect(),
            sent_note: response
                .sent
                .is_empty()
                .then(|| self.get("reply-sent-nothing")),
            due: date.clone().filter(|_| !came),
            received: date.filter(|_| came),
            state: self.position(response),
            text: response.note.iter().cloned().collect(),
            points: response
                .points
                .iter()
                .map(|p| ResponsePoint {
                    says: p.says.clone(),
                    evaluation: p.evaluation.clone(),
                })
                .collect(),
            sources: sources(&response.sources),
            ..ResponseText::default()
        }
    }

    /// The index of evidence with its hashes.
    pub fn evidence(&self) -> Vec<EvidenceText> {
        let texts = self.case.evidence.iter().map(|e| {
            let promises = self
                .case
                .observations
                .iter()
                .filter(|o| o.evidence.contains(&e.id))
                .map(|o| self.promise_number(&o.obligation));
            let findings = self
                .case
                .findings
                .iter()
                .filter(|f| f.evidence.contains(&e.id))
                .map(|f| self.finding_number(&f.id));
            let supports: std::collections::BTreeSet<String> = promises.chain(findings).collect();
            EvidenceText {
                number: self.evidence_number(&e.id),
                title: e.title.clone(),
                kind: Some(self.wording.coded_of("evidence", &e.kind)),
                date: e.date.map(|d| self.wording.date(d)),
                by: e.by.clone(),
                // Where there is no file that may be shown, the hash is that of the original.
                sha256: e.sha256.clone().filter(|_| e.file.is_none()),
                copy_sha256: e.sha256.clone().filter(|_| e.file.is_some()),
                supports: supports.into_iter().collect(),
                note: e.described.clone(),
                ..EvidenceText::default()
            }
        });
        texts.collect()
    }

    /// Where facts come from.
    pub fn sources(&self) -> Vec<SourceText> {
        let texts = self.case.sources.iter().map(|s| SourceText {
            id: s.id.to_string(),
            by: s.publisher.clone(),
            title: s.title.clone(),
            date: s.date.map(|d| self.wording.date(d)),
            url: s.url.clone(),
            sha256: s.sha256.clone(),
            ..SourceText::default()
        });
        texts.collect()
    }

    /// Words explained.
    pub fn glossary(&self) -> Vec<GlossaryEntry> {
        let entries = GLOSSARY.iter().map(|key| GlossaryEntry {
            term: self.get(&format!("glossary-{key}.term")),
            meaning: self.get(&format!("glossary-{key}")),
        });
        entries.collect()
    }

    /// What would make the report stronger: the inputs that would lift its refusals, with the promises they concern.
    pub fn stronger(&self) -> Vec<String> {
        let mut lifts: Vec<(RefusalCode, Vec<String>)> = Vec::new();
        for row in &self.comparison.rows {
            let number = self.promise_number(&row.obligation);
            for refusal in row.all_refusals() {
                match lifts.iter_mut().find(|(code, _)| *code == refusal.code) {
                    Some((_, numbers)) if numbers.contains(&number) => {}
                    Some((_, numbers)) => numbers.push(number.clone()),
                    None => lifts.push((refusal.code, vec![number.clone()])),
                }
            }
        }
        let liftable = lifts.into_iter().filter(|(code, _)| {
            !matches!(
                code,
                RefusalCode::CensusNoInterval
                    | RefusalCode::NotNetted
                    | RefusalCode::BeyondFrame
                    | RefusalCode::WrongWayNoRatio
            )
        });
        liftable
            .map(|(code, numbers)| {
                let lift = self.get(&format!("refusal-{code}.lift"));
                self.say(
                    "stronger-line",
                    &[("lift", &lift), ("promises", &numbers.join(", "))],
                )
            })
            .collect()
    }
}
