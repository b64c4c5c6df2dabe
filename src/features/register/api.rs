//! What programs write into the register: agreements, versions, promises and requests for documents, each as JSON with the
//! fields of the form on the page and through the action of that form.

use axum::extract::{Extension, Path, State};
use axum::response::Response;

use super::Register;
use super::actions::{agreements, promises, requests};
use super::forms::{
    AgreementForm, AmendmentForm, AnswerForm, PromiseForm, RequestForm, TargetForm,
};
use super::pages::{Named, agreement_of, promise_of, request_of};
use crate::db::counter::Series;
use crate::domain::actor::Permission::ChangeAudits;
use crate::infra::action::ActionError;
use crate::infra::http::{Body, Empty, Routes, Visit, WebError, WriteLine, Written};

type Asking = Extension<Visit>;
type Answer = Result<Response, WebError>;

/// The addresses to which programs write.
pub(super) fn routes() -> Routes<Register> {
    use WriteLine as Line;
    let agreement = "/api/agreements/{agreement}";
    let promise = "/api/agreements/{agreement}/promises/{promise}";
    Routes::default()
        .write(
            Line::making::<AgreementForm>("/api/agreements", "Enters an agreement."),
            ChangeAudits,
            entered,
        )
        .write(
            Line::changing::<AgreementForm>(
                agreement,
                "Corrects what the newest version of an agreement says: a further version of the same day. Every field counts; one that is left out is taken away.",
            ),
            ChangeAudits,
            corrected,
        )
        .write(
            Line::making::<AmendmentForm>(
                "/api/agreements/{agreement}/versions",
                "Begins an amendment, in force from a day on.",
            ),
            ChangeAudits,
            amended,
        )
        .write(
            Line::making::<PromiseForm>(
                "/api/agreements/{agreement}/promises",
                "Adds a promise to the newest version.",
            ),
            ChangeAudits,
            promised,
        )
        .write(
            Line::changing::<PromiseForm>(
                promise,
                "Corrects a promise: a further version of the same day. Every field counts; one that is left out is taken away.",
            ),
            ChangeAudits,
            promise_corrected,
        )
        .write(
            Line::changing::<Empty>(
                "/api/agreements/{agreement}/promises/{promise}/drop",
                "Takes a promise out of the newest version. Its number is not given again.",
            ),
            ChangeAudits,
            promise_dropped,
        )
        .write(
            Line::changing::<TargetForm>(
                "/api/agreements/{agreement}/promises/{promise}/criteria",
                "Holds a promise against one more standard.",
            ),
            ChangeAudits,
            criterion_added,
        )
        .write(
            Line::changing::<Named>(
                "/api/agreements/{agreement}/promises/{promise}/criteria/drop",
                "Takes one of several standards away. The last one stays.",
            ),
            ChangeAudits,
            criterion_dropped,
        )
        .write(
            Line::making::<RequestForm>(
                "/api/agreements/{agreement}/requests",
                "Notes that a document was asked for.",
            ),
            ChangeAudits,
            asked,
        )
        .write(
            Line::changing::<AnswerForm>(
                "/api/agreements/{agreement}/requests/{request}",
                "Notes what came of a request.",
            ),
            ChangeAudits,
            answered,
        )
}

fn of_agreement(number: i64) -> Written {
    let number = Series::Dossier.label(number);
    Written {
        address: format!("/api/agreements/{number}"),
        number,
    }
}

fn of_promise(agreement: i64, promise: u32) -> Written {
    let number = Series::Obligation.label(promise.into());
    let agreement = of_agreement(agreement).address;
    Written {
        address: format!("{agreement}/promises/{number}"),
        number,
    }
}

fn of_request(agreement: i64, request: i64) -> Written {
    let agreement = of_agreement(agreement).address;
    Written {
        number: Series::RecordsRequest.label(request),
        address: format!("{agreement}/requests"),
    }
}

async fn entered(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Body(form): Body<AgreementForm>,
) -> Response {
    let ctx = desk.web.begin_as(&visit);
    let done = match form.and_then(|form| form.read()) {
        Ok(given) => agreements::register(&ctx, &given).await,
        Err(error) => Err(error),
    };
    desk.web.made(done.map(of_agreement))
}

async fn corrected(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(label): Path<String>,
    Body(form): Body<AgreementForm>,
) -> Answer {
    let (ctx, number) = (desk.web.begin_as(&visit), agreement_of(&label)?);
    let done = match form.and_then(|form| form.read()) {
        Ok(given) => agreements::correct_agreement(&ctx, number, &given).await,
        Err(error) => Err(error),
    };
    Ok(desk.web.changed(done.map(|_| of_agreement(number))))
}

async fn amended(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(label): Path<String>,
    Body(form): Body<AmendmentForm>,
) -> Answer {
    let (ctx, number) = (desk.web.begin_as(&visit), agreement_of(&label)?);
    let done = async { agreements::amend(&ctx, number, &form?).await }.await;
    let version = |version: u32| Written {
        number: version.to_string(),
        ..of_agreement(number)
    };
    Ok(desk.web.made(done.map(version)))
}

async fn promised(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(label): Path<String>,
    Body(form): Body<PromiseForm>,
) -> Answer {
    let (ctx, number) = (desk.web.begin_as(&visit), agreement_of(&label)?);
    let done = async { promises::add_promise(&ctx, number, &form?).await }.await;
    Ok(desk
        .web
        .made(done.map(|promise| of_promise(number, promise))))
}

/// The agreement and the promise that an address names.
fn named((label, promise): &(String, String)) -> Result<(i64, u32), WebError> {
    Ok((agreement_of(label)?, promise_of(promise)?))
}

fn changed(desk: &Register, which: (i64, u32), done: Result<(), ActionError>) -> Answer {
    Ok(desk
        .web
        .changed(done.map(|()| of_promise(which.0, which.1))))
}

async fn promise_corrected(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(path): Path<(String, String)>,
    Body(form): Body<PromiseForm>,
) -> Answer {
    let (ctx, which) = (desk.web.begin_as(&visit), named(&path)?);
    let done = async { promises::change_promise(&ctx, which, &form?).await }.await;
    changed(&desk, which, done)
}

async fn promise_dropped(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(path): Path<(String, String)>,
    Body(given): Body<Empty>,
) -> Answer {
    let (ctx, which) = (desk.web.begin_as(&visit), named(&path)?);
    let done = async {
        given?;
        promises::drop_promise(&ctx, which).await
    }
    .await;
    changed(&desk, which, done)
}

async fn criterion_added(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(path): Path<(String, String)>,
    Body(form): Body<TargetForm>,
) -> Answer {
    let (ctx, which) = (desk.web.begin_as(&visit), named(&path)?);
    let done = async { promises::add_criterion(&ctx, which, &form?).await }.await;
    changed(&desk, which, done)
}

async fn criterion_dropped(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(path): Path<(String, String)>,
    Body(given): Body<Named>,
) -> Answer {
    let (ctx, which) = (desk.web.begin_as(&visit), named(&path)?);
    let done = async { promises::drop_criterion(&ctx, which, &given?.criterion).await }.await;
    changed(&desk, which, done)
}

async fn asked(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(label): Path<String>,
    Body(form): Body<RequestForm>,
) -> Answer {
    let (ctx, number) = (desk.web.begin_as(&visit), agreement_of(&label)?);
    let done = async { requests::ask(&ctx, number, &form?).await }.await;
    Ok(desk
        .web
        .made(done.map(|request| of_request(number, request))))
}

async fn answered(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path((label, request)): Path<(String, String)>,
    Body(form): Body<AnswerForm>,
) -> Answer {
    let (ctx, number) = (desk.web.begin_as(&visit), agreement_of(&label)?);
    let request = request_of(&request)?;
    let done = async { requests::answer(&ctx, (number, request), &form?).await }.await;
    Ok(desk.web.changed(done.map(|()| of_request(number, request))))
}
