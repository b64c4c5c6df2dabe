//! The pages of a party that is asked. It has no account: its link or code is exchanged, by a form, for a cookie that opens its
//! own round. Looking at the door uses nothing up, however often somebody or something does.

use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Extension, Form, Path, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, HeaderMap, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::mailed::MAILED;
use super::notice::Told;
use super::pass::Shows;
use super::{Again, Asking, Choice, number, status};
use crate::domain::follow_up::{ProblemState, Recommended};
use crate::domain::reply::{About, Answer, ReplyState};
use crate::features::replies::Replies;
use crate::features::replies::actions::desk::label;
use crate::features::replies::actions::files::{MOST, stored};
use crate::features::replies::actions::mailed::WAITS_FOR;
use crate::features::replies::actions::party::{self as acts, Entered, Party};
use crate::features::replies::actions::sending::{DOOR, told_of};
use crate::features::replies::actions::{Given, desk::Asked};
use crate::infra::action::ActionError;
use crate::infra::http::{
    Arrival, Errors, POLICY_WITH_SCRIPT, Page, SmallFile, Visit, WebError, onward,
};
use crate::infra::particulars::title;

/// Where link and code are shown.
#[derive(Clone, Debug, Serialize)]
pub struct DoorPage {
    pub(super) code: String,
    pub(super) errors: Errors,
}

impl Page for DoorPage {
    const TEMPLATE: &'static str = "pages/replies/door.html";
}

/// A finding in the list of the party.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FindingLine {
    pub label: String,
    pub title: String,
    pub state: Option<String>,
    /// Whether something is typed and not sent.
    pub kept: bool,
}

/// Something that is to be fixed.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ToFix {
    pub number: u32,
    pub finding: String,
    pub place: Option<String>,
    pub state: String,
    pub can_claim: bool,
}

/// What a party was asked about.
#[derive(Clone, Debug, Serialize)]
pub struct FindingsPage {
    pub(super) organisation: String,
    pub(super) audit: String,
    pub(super) party: String,
    pub(super) until: String,
    pub(super) is_over: bool,
    pub(super) findings: Vec<FindingLine>,
    pub(super) to_fix: Vec<ToFix>,
    pub(super) form: Given,
    pub(super) errors: Errors,
}

impl Page for FindingsPage {
    const TEMPLATE: &'static str = "pages/replies/findings.html";
}

/// One finding and the room to answer.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerPage {
    pub(super) organisation: String,
    pub(super) finding: Told,
    /// Whether it is a recommendation: what will be done is answered, and by which office.
    pub(super) is_asked: bool,
    pub(super) until: String,
    pub(super) is_over: bool,
    /// What was sent: day, state, words, how many documents.
    pub(super) sent: Vec<(String, String, String, usize)>,
    /// What the auditor said to it.
    pub(super) weighed: Vec<String>,
    pub(super) states: Vec<Choice>,
    /// Documents that wait with what was typed.
    pub(super) waiting: usize,
    pub(super) most: usize,
    pub(super) form: Given,
    pub(super) errors: Errors,
}

impl Page for AnswerPage {
    const TEMPLATE: &'static str = "pages/replies/answer.html";
}

/// The notice as it was sent.
#[derive(Clone, Debug, Serialize)]
pub struct ReceivedPage {
    pub(super) text: String,
    pub(super) sha256: String,
}

impl Page for ReceivedPage {
    const TEMPLATE: &'static str = "pages/replies/received.html";
}

/// Who was let in, or the way to the door.
async fn let_in(
    replies: &Replies,
    (visit, headers): (&Visit, &HeaderMap),
) -> Result<Result<Party, Response>, WebError> {
    let Some(token) = Shows::Pass.of(headers, visit.secure) else {
        return Ok(Err(onward(DOOR)));
    };
    Ok(acts::party(replies, &token)
        .await?
        .ok_or_else(|| onward(DOOR)))
}

/// `GET /reply`: where the link leads. A script of ours moves what stands behind the `#` into the field; a person sends it.
pub async fn door(State(replies): State<Replies>) -> Result<Response, WebError> {
    at_door(&replies, String::new(), Errors::new())
}

fn at_door(replies: &Replies, code: String, errors: Errors) -> Result<Response, WebError> {
    let status = status(&errors);
    let mut response = replies.web.shown(status, &DoorPage { code, errors })?;
    let policy = HeaderValue::from_static(POLICY_WITH_SCRIPT);
    response
        .headers_mut()
        .insert(CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// `POST /reply`: link or code for a cookie.
pub async fn entered(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Extension(arrival): Extension<Arrival>,
    headers: HeaderMap,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let ctx = replies.web.begin();
    let typed = given.get("code").cloned().unwrap_or_default();
    let known = Shows::Known.of(&headers, visit.secure);
    let entering = acts::enter(&replies, &ctx, (arrival, &typed), known.as_deref());
    let (to, token, lasts) = match replies.done(entering.await)? {
        Ok(Entered::In(token)) => ("/reply/findings", token, acts::LASTS),
        Ok(Entered::Waits(token)) => (MAILED, token, WAITS_FOR),
        Err(errors) => return at_door(&replies, typed, errors),
    };
    let mut response = onward(to);
    let cookie = Shows::Pass.cookie(visit.secure, &token, lasts.num_seconds());
    response.headers_mut().append(SET_COOKIE, cookie);
    Ok(response)
}

fn line(party: &Party, asked: &Asked, about: &About, replies: &Replies) -> FindingLine {
    let words = replies.web.words();
    let desk = party.desk();
    let positions = asked.positions(desk.today, &desk.rules.comment);
    let position = positions.iter().find(|one| one.about == about);
    let name = label(about);
    let drafts = asked.kept.invited.iter().flat_map(|one| &one.findings);
    let mut drafts = drafts.filter(|one| one.id.as_str().to_uppercase() == name);
    let said = drafts.next().map(|one| title(&desk.case, one));
    let invited = asked.kept.invited.iter();
    let mut recommended = invited.flat_map(|one| &one.recommendations);
    let recommended = recommended.find(|one| label_of(one) == name);
    FindingLine {
        title: said
            .or(recommended.map(|one| one.recommendation.action.clone()))
            .unwrap_or_default(),
        state: position
            .and_then(|one| one.state)
            .map(|state| words.get(&format!("reply-{}", state.code()))),
        kept: party.typing.iter().any(|one| one.about == *about),
        label: name,
    }
}

fn label_of(one: &Recommended) -> String {
    one.recommendation.id.as_str().to_uppercase()
}

fn is_over(party: &Party, asked: &Asked) -> bool {
    let desk = party.desk();
    let closes = asked.kept.round.closes_after(&desk.rules.comment);
    closes.is_some_and(|closes| desk.today > closes)
}

fn list(replies: &Replies, party: &Party, (form, errors): Again) -> Result<Response, WebError> {
    let words = replies.web.words();
    let asked = party.asked()?;
    let desk = party.desk();
    let round = &asked.kept.round;
    let to_fix = party.problems.iter().map(|one| {
        let problem = &one.problem;
        let place = problem
            .place
            .as_ref()
            .and_then(|place| desk.case.place(place));
        let state = problem.state();
        ToFix {
            number: one.number,
            finding: problem.finding.as_str().to_uppercase(),
            place: place.map(|one| one.name.clone()),
            state: words.get(&format!("follow-state-{}", state.code())),
            can_claim: state.can_become(ProblemState::ClaimedFixed),
        }
    });
    let page = FindingsPage {
        organisation: party.organisation.clone(),
        audit: desk.line.title.clone(),
        party: desk.party(&round.party),
        until: words.day(
            round
                .closes_after(&desk.rules.comment)
                .unwrap_or(round.last_day()),
        ),
        is_over: is_over(party, asked),
        findings: round
            .about
            .iter()
            .map(|one| line(party, asked, one, replies))
            .collect(),
        to_fix: to_fix.collect(),
        form,
        errors,
    };
    replies.shown(&page.errors, &page)
}

/// `GET /reply/findings`
pub async fn findings(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    match let_in(&replies, (&visit, &headers)).await? {
        Ok(party) => list(&replies, &party, Again::default()),
        Err(away) => Ok(away),
    }
}

fn one(
    replies: &Replies,
    party: &Party,
    about: &About,
    (mut form, errors): Again,
) -> Result<Response, WebError> {
    let words = replies.web.words();
    let asked = party.asked()?;
    let desk = party.desk();
    let name = label(about);
    let all = told_of(desk, asked, &words, &replies.web.app.words);
    let found = all.into_iter().find(|one| one.label == name);
    let found = found.ok_or(WebError::NotFound)?;
    let kept = party.typing.iter().find(|one| one.about == *about);
    if let Some(kept) = kept.filter(|_| form.is_empty()) {
        form.insert("state".to_owned(), kept.state.code().to_owned());
        form.insert("text".to_owned(), kept.text.clone());
        if let Some(office) = kept.office() {
            form.insert("office".to_owned(), office.to_owned());
        }
    }
    let positions = asked.positions(desk.today, &desk.rules.comment);
    let position = positions.iter().find(|one| one.about == about);
    let sent = |one: &&Answer| {
        let mut said = vec![words.get(&format!("reply-{}", one.state.code()))];
        said.extend(one.office().map(str::to_owned));
        (
            words.day(one.received_on),
            said.join(" · "),
            one.text.clone(),
            one.documents.len(),
        )
    };
    let answers = position.map(|one| one.answers.iter().map(sent).collect());
    let weighed = position.map(|one| one.evaluations.iter().map(|one| one.says.clone()).collect());
    let round = &asked.kept.round;
    let is_asked = matches!(about, About::Recommendation(_));
    let choices = match is_asked {
        true => "replies-choice-asked",
        false => "replies-choice",
    };
    let page = AnswerPage {
        is_asked,
        organisation: party.organisation.clone(),
        finding: Told {
            label: found.label,
            title: found.title,
            parts: found.parts,
            rests: found.rests,
        },
        until: words.day(
            round
                .closes_after(&desk.rules.comment)
                .unwrap_or(round.last_day()),
        ),
        is_over: is_over(party, asked),
        sent: answers.unwrap_or_default(),
        weighed: weighed.unwrap_or_default(),
        states: ReplyState::CHOICES
            .map(|one| Choice::new(one.code(), words.get(&format!("{choices}-{}", one.code()))))
            .into(),
        waiting: kept.map_or(0, |one| one.documents.len()),
        most: MOST / (1024 * 1024),
        form,
        errors,
    };
    replies.shown(&page.errors, &page)
}

/// `GET /reply/findings/{finding}`
pub async fn finding(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path(finding): Path<String>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    match let_in(&replies, (&visit, &headers)).await? {
        Ok(party) => {
            let about = party.about(&finding)?;
            one(&replies, &party, &about, Again::default())
        }
        Err(away) => Ok(away),
    }
}

/// `POST /reply/findings/{finding}`: an answer, with a document where there is one.
pub async fn answered(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path(finding): Path<String>,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, WebError> {
    // Nothing is read from somebody who was not let in.
    let party = match let_in(&replies, (&visit, &headers)).await? {
        Ok(party) => party,
        Err(away) => return Ok(away),
    };
    let about = party.about(&finding)?;
    let Ok(form) = form else {
        return Ok(StatusCode::BAD_REQUEST.into_response());
    };
    let SmallFile { fields, file } = match SmallFile::read(form, MOST).await {
        Ok(read) => read,
        Err(response) => return Ok(response),
    };
    let outcome = taken(&replies, &party, (&about, &fields), file).await;
    let again = async |again| one(&replies, &party, &about, again);
    let done = |()| onward("/reply/findings");
    replies.settled((fields, outcome), done, again).await
}

async fn taken(
    replies: &Replies,
    party: &Party,
    (about, given): (&About, &Given),
    file: Option<Vec<u8>>,
) -> Result<(), ActionError> {
    let Some(file) = file else {
        let most = (MOST / (1024 * 1024)).to_string();
        return Err(ActionError::about(
            "file",
            "replies-file-large",
            vec![("most", most)],
        ));
    };
    let title = given.get("file_title").map_or("", String::as_str);
    let stored = match file.is_empty() {
        true => None,
        false => Some(stored(&party.ctx, &file, title).await?),
    };
    acts::answer(replies, party, (about, given), stored).await
}

/// `GET /reply/notice`
pub async fn notice(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let party = match let_in(&replies, (&visit, &headers)).await? {
        Ok(party) => party,
        Err(away) => return Ok(away),
    };
    let asked = party.asked()?;
    let invited = asked.kept.invited.as_ref().ok_or(WebError::NotFound)?;
    let notice = asked.kept.round.notice.as_ref();
    let page = ReceivedPage {
        text: invited.notice.clone(),
        sha256: notice.map(|one| one.sha256.clone()).unwrap_or_default(),
    };
    replies.web.shown(StatusCode::OK, &page)
}

/// `POST /reply/fixed/{problem}`: the party says that something is fixed.
pub async fn fixed(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path(problem): Path<String>,
    headers: HeaderMap,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let party = match let_in(&replies, (&visit, &headers)).await? {
        Ok(party) => party,
        Err(away) => return Ok(away),
    };
    let outcome = acts::fixed(&replies, &party, (number(&problem)?, &given)).await;
    let again = async |again| list(&replies, &party, again);
    let done = |()| onward("/reply/findings");
    replies.settled((given, outcome), done, again).await
}

/// `POST /reply/leave`
pub async fn left(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    if let Ok(party) = let_in(&replies, (&visit, &headers)).await? {
        acts::leave(&party).await?;
    }
    let mut response = onward(DOOR);
    response
        .headers_mut()
        .append(SET_COOKIE, Shows::Pass.cookie(visit.secure, "", 0));
    Ok(response)
}
