//! Every template rendered from its sample, and the table of routes.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use groundtruth::features::portal::pages::rendered_samples;
use groundtruth::features::portal::shelf::Shelf;
use groundtruth::infra::http::{Templates, Web};
use groundtruth::infra::words::Words;
use groundtruth::server::every_route;

use super::{app, without_the_editor};

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Runtime::new().unwrap()
}

#[test]
fn every_page_renders_from_its_samples_and_escapes_what_it_is_given() {
    runtime().block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let (app, _) = app(folder.path()).await;
        let templates = Templates::new(app);
        let mut rendered = BTreeSet::new();
        let every = Words::every().flat_map(|words| rendered_samples(&templates, &words));
        for (template, page) in every {
            let page = page.unwrap_or_else(|error| panic!("{template}: {error:#}"));
            let page = without_the_editor(&page);
            assert!(
                page.contains("</html>") && !page.contains("<script"),
                "{template}"
            );
            assert!(
                !page.contains("javascript:alert"),
                "{template}: an address that is no address of the web"
            );
            rendered.insert(template.to_owned());
        }
        let all: BTreeSet<_> = Templates::names()
            .into_iter()
            .filter(|name| name.starts_with("pages/portal/"))
            .collect();
        assert_eq!(rendered, all);
    });
}

#[test]
fn pages_of_accounts_and_operations_render_from_their_samples() {
    use groundtruth::features::{accounts, operations};
    runtime().block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let (app, _) = app(folder.path()).await;
        let templates = Templates::new(app);
        for (under, samples) in [
            (
                "pages/accounts/",
                accounts::pages::rendered_samples(&templates),
            ),
            (
                "pages/operations/",
                operations::pages::rendered_samples(&templates),
            ),
        ] {
            let mut rendered = BTreeSet::new();
            for (template, page) in samples {
                let page = page.unwrap_or_else(|error| panic!("{template}: {error:#}"));
                assert!(page.contains("</html>"), "{template}");
                assert!(!page.contains("<script>alert"), "{template}");
                // A word that is missing stands as its key.
                for key in ["accounts-", "told-", "withdrawal-", "operations-", "check-"] {
                    let said = format!(">{key}");
                    assert!(!page.contains(&said), "{template}: {key}");
                }
                rendered.insert(template.to_owned());
            }
            let all: BTreeSet<_> = Templates::names()
                .into_iter()
                .filter(|name| name.starts_with(under))
                .collect();
            assert_eq!(rendered, all);
        }
    });
}

#[test]
fn the_table_of_routes_is_as_agreed() {
    runtime().block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let (app, scope) = app(folder.path()).await;
        let shelf = Arc::new(Shelf::new(Vec::new()));
        let mut table = String::new();
        for line in every_route(&Web::new(app, scope), &shelf).table() {
            let _ = writeln!(table, "{} {} {:?}", line.method, line.path, line.permission);
        }
        insta::assert_snapshot!(table, @r"
        GET / Public
        GET /components Public
        GET /components/{part} Public
        GET /audits/{code} Public
        GET /audits/{code}/promises/{number} Public
        GET /audits/{code}/workings/{number} Public
        GET /audits/{code}/chronology Public
        GET /audits/{code}/findings Public
        GET /audits/{code}/method Public
        GET /audits/{code}/pictures/{evidence} Public
        GET /audits/{code}/{edition} Public
        GET /assets/{version}/{file} Public
        POST /language Public
        GET /begin Public
        POST /begin Public
        GET /join Public
        POST /join Public
        GET /reset Public
        POST /reset Public
        GET /sign-in Public
        POST /sign-in Public
        GET /sign-in/code Public
        POST /sign-in/code Public
        POST /sign-out Public
        GET /account SignedIn
        POST /account/password SignedIn
        POST /account/sessions SignedIn
        POST /account/second-factor SignedIn
        POST /account/second-factor/confirm SignedIn
        POST /account/second-factor/drop SignedIn
        POST /account/recovery-codes SignedIn
        POST /account/mails SignedIn
        GET /unsubscribe/{token} Public
        POST /unsubscribe/{token} Public
        POST /account/tokens SignedIn
        POST /account/tokens/revoke SignedIn
        GET /organisations SignedIn
        POST /organisations SignedIn
        GET /welcome SignedIn
        GET /people ManagePeople
        POST /people/invitations ManagePeople
        POST /people/invitations/withdraw ManagePeople
        POST /people/change ManagePeople
        POST /people/reset ManagePeople
        GET /settings ManagePeople
        POST /settings ManagePeople
        GET /access-log ReadAccessLog
        GET /api/me ReadAudits
        GET /api/audits ReadAudits
        GET /documents ReadAudits
        POST /documents ChangeAudits
        GET /documents/{number} ReadAudits
        GET /documents/{number}/file ReadAudits
        GET /documents/{number}/pages/{page} ReadAudits
        POST /documents/{number}/pages/{page} ReadAudits
        GET /documents/{number}/pages/{page}/image ReadAudits
        POST /api/documents ChangeAudits
        GET /start ReadAudits
        GET /start/kits ReadAudits
        GET /start/kits/own ChangeAudits
        POST /start/kits/own ChangeAudits
        GET /start/kits/{kit} ChangeAudits
        POST /start/kits/{kit} ChangeAudits
        GET /register ReadAudits
        GET /register/new ChangeAudits
        POST /register/new ChangeAudits
        GET /register/promises/new ChangeAudits
        GET /register/{agreement} ReadAudits
        GET /register/{agreement}/edit ChangeAudits
        POST /register/{agreement}/edit ChangeAudits
        GET /register/{agreement}/amend ChangeAudits
        POST /register/{agreement}/amend ChangeAudits
        GET /register/{agreement}/versions ReadAudits
        GET /register/{agreement}/promises/new ChangeAudits
        POST /register/{agreement}/promises/new ChangeAudits
        GET /register/{agreement}/promises/{promise} ReadAudits
        GET /register/{agreement}/promises/{promise}/edit ChangeAudits
        POST /register/{agreement}/promises/{promise}/edit ChangeAudits
        POST /register/{agreement}/promises/{promise}/criteria ChangeAudits
        POST /register/{agreement}/promises/{promise}/criteria/drop ChangeAudits
        GET /register/{agreement}/promises/{promise}/drop ChangeAudits
        POST /register/{agreement}/promises/{promise}/drop ChangeAudits
        GET /register/{agreement}/kit ReadAudits
        GET /register/{agreement}/letters ReadAudits
        POST /register/{agreement}/letters ReadAudits
        GET /register/{agreement}/requests ReadAudits
        POST /register/{agreement}/requests ChangeAudits
        GET /register/{agreement}/requests/{request} ReadAudits
        POST /register/{agreement}/requests/{request} ChangeAudits
        GET /requests ReadAudits
        POST /api/agreements ChangeAudits
        POST /api/agreements/{agreement} ChangeAudits
        POST /api/agreements/{agreement}/versions ChangeAudits
        POST /api/agreements/{agreement}/promises ChangeAudits
        POST /api/agreements/{agreement}/promises/{promise} ChangeAudits
        POST /api/agreements/{agreement}/promises/{promise}/drop ChangeAudits
        POST /api/agreements/{agreement}/promises/{promise}/criteria ChangeAudits
        POST /api/agreements/{agreement}/promises/{promise}/criteria/drop ChangeAudits
        POST /api/agreements/{agreement}/requests ChangeAudits
        POST /api/agreements/{agreement}/requests/{request} ChangeAudits
        GET /healthz Public
        GET /readyz Public
        GET /metrics Watch
        GET /operations Operate
        GET /checks ReadAudits
        POST /register/{agreement}/check ChangeAudits
        GET /checks/{code} ReadAudits
        POST /checks/{code}/refresh ChangeAudits
        GET /checks/{code}/accounts ChangeAudits
        GET /checks/{code}/accounts/{account} ChangeAudits
        POST /checks/{code}/accounts/{account} ChangeAudits
        GET /checks/{code}/plan ReadAudits
        POST /checks/{code}/plan ChangeAudits
        GET /checks/{code}/plan/lock ChangeAudits
        POST /checks/{code}/plan/lock ChangeAudits
        GET /checks/{code}/plan/{file} ReadAudits
        GET /checks/{code}/people ChangeAudits
        POST /checks/{code}/people ChangeAudits
        POST /checks/{code}/people/declare ChangeAudits
        POST /checks/{code}/people/stop ChangeAudits
        POST /checks/{code}/people/resume ChangeAudits
        GET /checks/{code}/letters ReadAudits
        POST /checks/{code}/letters ChangeAudits
        GET /checks/{code}/letters/{letter} ReadAudits
        GET /checks/{code}/letters/new/{kind} ReadAudits
        POST /checks/{code}/letters/new/{kind} ChangeAudits
        GET /checks/{code}/letters/kept/{number} CheckVisits
        POST /checks/{code}/letters/kept/{number} ChangeAudits
        GET /checks/{code}/letters/kept/{number}/{file} CheckVisits
        GET /checks/{code}/hours ChangeAudits
        POST /checks/{code}/hours ChangeAudits
        GET /checks/{code}/rounds ReadAudits
        POST /checks/{code}/rounds ChangeAudits
        GET /checks/{code}/sample ReadAudits
        POST /checks/{code}/sample ChangeAudits
        GET /checks/{code}/sample/places.txt ReadAudits
        POST /checks/{code}/sample/places ChangeAudits
        POST /checks/{code}/sample/sites ChangeAudits
        POST /checks/{code}/sample/file ChangeAudits
        POST /checks/{code}/sample/take-out ChangeAudits
        POST /checks/{code}/sample/value ChangeAudits
        POST /checks/{code}/sample/assign ChangeAudits
        POST /checks/{code}/sample/call-off ChangeAudits
        POST /checks/{code}/sample/replace ChangeAudits
        GET /checks/{code}/instruments ReadAudits
        POST /checks/{code}/instruments ChangeAudits
        GET /checks/{code}/instruments/{instrument} ReadAudits
        POST /checks/{code}/instruments/{instrument} ChangeAudits
        GET /checks/{code}/instruments/{instrument}/questions/{question} ChangeAudits
        POST /checks/{code}/instruments/{instrument}/questions/{question} ChangeAudits
        GET /checks/{code}/instruments/{instrument}/paper ReadAudits
        POST /checks/{code}/instruments/{instrument}/paper RecordVisits
        GET /checks/{code}/visits/new RecordVisits
        POST /checks/{code}/visits RecordVisits
        POST /checks/{code}/drafts RecordVisits
        GET /checks/{code}/drafts/{draft} RecordVisits
        POST /checks/{code}/drafts/{draft} RecordVisits
        POST /checks/{code}/drafts/{draft}/drop RecordVisits
        GET /checks/{code}/drafts/{draft}/questions/{question} RecordVisits
        POST /checks/{code}/drafts/{draft}/questions/{question} RecordVisits
        POST /checks/{code}/drafts/{draft}/questions/{question}/photographs RecordVisits
        POST /checks/{code}/drafts/{draft}/photographs RecordVisits
        GET /checks/{code}/drafts/{draft}/photographs/{number} RecordVisits
        GET /checks/{code}/visits/{visit}/files/{number} RecordVisits
        POST /checks/{code}/visits/{visit}/files/{number} CheckVisits
        POST /checks/{code}/visits/{visit}/files/{number}/words CheckVisits
        GET /checks/{code}/visits/{visit}/files/{number}/preview RecordVisits
        GET /checks/{code}/visits/{visit}/files/{number}/copy RecordVisits
        GET /checks/{code}/visits/{visit}/files/{number}/original CheckVisits
        GET /checks/{code}/visits/file ChangeAudits
        POST /checks/{code}/visits/file ChangeAudits
        GET /checks/{code}/folder RecordVisits
        POST /checks/{code}/folder RecordVisits
        GET /checks/{code}/sheets RecordVisits
        GET /checks/{code}/sheets/{sheet} RecordVisits
        POST /checks/{code}/sheets/{sheet} RecordVisits
        POST /checks/{code}/sheets/{sheet}/settle CheckVisits
        POST /checks/{code}/sheets/{sheet}/photograph RecordVisits
        GET /checks/{code}/sheets/{sheet}/image RecordVisits
        PUT /observations/{id} SendVisits
        PUT /observations/{id}/files/{sha256} SendVisits
        POST /uploads SendVisits
        GET /uploads/{id} SendVisits
        POST /uploads/{id} SendVisits
        PATCH /uploads/{id} SendVisits
        DELETE /uploads/{id} SendVisits
        GET /field Public
        GET /field/version.json Public
        GET /field/time Public
        GET /field/today CarryPhone
        GET /field/visits CarryPhone
        POST /field/enrol Public
        GET /field/words/{file} Public
        GET /field/{*file} Public
        GET /checks/{code}/phones ChangeAudits
        POST /checks/{code}/phones ChangeAudits
        POST /checks/{code}/phones/withdraw ChangeAudits
        POST /checks/{code}/phones/revoke ChangeAudits
        GET /check-wording Public
        POST /check-wording Public
        GET /register/{agreement}/card/{edition} ReadAudits
        GET /checks/{code}/visits CheckVisits
        POST /checks/{code}/visits/decide CheckVisits
        GET /checks/{code}/visits/{visit} CheckVisits
        POST /checks/{code}/visits/{visit}/decide CheckVisits
        POST /checks/{code}/visits/{visit}/links CheckVisits
        POST /checks/{code}/visits/{visit}/links/{link}/drop CheckVisits
        GET /checks/{code}/visits/{visit}/pictures/{picture} ReadAudits
        GET /checks/{code}/today CheckVisits
        GET /checks/{code}/calendar.ics RecordVisits
        GET /checks/{code}/calendar RecordVisits
        POST /checks/{code}/calendar RecordVisits
        POST /checks/{code}/calendar/{feed} RecordVisits
        GET /calendar/{token} Public
        GET /checks/{code}/mine RecordVisits
        GET /checks/{code}/mine/{visit} RecordVisits
        POST /checks/{code}/mine/{visit}/withdraw RecordVisits
        GET /checks/{code}/observers CheckVisits
        GET /checks/{code}/pairs CheckVisits
        POST /checks/{code}/pairs ChangeAudits
        GET /checks/{code}/promises/{promise}/observations ReadAudits
        GET /checks/{code}/map ReadAudits
        POST /checks/{code}/map/areas ChangeAudits
        POST /checks/{code}/map/no-areas ChangeAudits
        GET /checks/{code}/so-far ReadAudits
        GET /slip Public
        POST /slip Public
        GET /checks/{code}/findings WriteFindings
        POST /checks/{code}/findings WriteFindings
        POST /checks/{code}/findings/draft WriteFindings
        GET /checks/{code}/findings/documents WriteFindings
        POST /checks/{code}/findings/documents ChangeAudits
        GET /checks/{code}/findings/{finding} WriteFindings
        POST /checks/{code}/findings/{finding}/left-out WriteFindings
        POST /checks/{code}/findings/{finding}/renew WriteFindings
        POST /checks/{code}/findings/{finding}/step WriteFindings
        GET /checks/{code}/findings/{finding}/about WriteFindings
        POST /checks/{code}/findings/{finding}/about WriteFindings
        GET /checks/{code}/findings/{finding}/sentences/{sentence} WriteFindings
        POST /checks/{code}/findings/{finding}/sentences/{sentence} WriteFindings
        GET /checks/{code}/findings/{finding}/before WriteFindings
        POST /checks/{code}/findings/{finding}/publish ChangeAudits
        GET /checks/{code}/findings/{finding}/attack WriteFindings
        GET /checks/{code}/money WriteFindings
        POST /checks/{code}/money WriteFindings
        POST /checks/{code}/money/{line} WriteFindings
        GET /checks/{code}/recommendations WriteFindings
        POST /checks/{code}/recommendations WriteFindings
        GET /checks/{code}/recommendations/{recommendation} WriteFindings
        POST /checks/{code}/recommendations/{recommendation} WriteFindings
        GET /checks/{code}/accounts/new ChangeAudits
        POST /checks/{code}/accounts/new ChangeAudits
        GET /register/{agreement}/claims ReadAudits
        GET /register/{agreement}/claims/new ChangeAudits
        POST /register/{agreement}/claims/new ChangeAudits
        GET /register/{agreement}/claims/{claim} ChangeAudits
        POST /register/{agreement}/claims/{claim} ChangeAudits
        POST /register/{agreement}/claims/{claim}/aside ChangeAudits
        POST /api/agreements/{agreement}/claims ChangeAudits
        POST /api/agreements/{agreement}/claims/{claim} ChangeAudits
        POST /api/agreements/{agreement}/claims/{claim}/aside ChangeAudits
        GET /register/{agreement}/money ReadAudits
        GET /register/{agreement}/money/working ReadAudits
        GET /register/{agreement}/money/budget/{line} ChangeAudits
        POST /register/{agreement}/money/budget/{line} ChangeAudits
        POST /register/{agreement}/money/budget/{line}/drop ChangeAudits
        GET /register/{agreement}/money/shares ChangeAudits
        POST /register/{agreement}/money/shares ChangeAudits
        GET /register/{agreement}/money/rate ChangeAudits
        POST /register/{agreement}/money/rate ChangeAudits
        GET /register/{agreement}/money/flows/{flow} ChangeAudits
        POST /register/{agreement}/money/flows/{flow} ChangeAudits
        POST /register/{agreement}/money/flows/{flow}/aside ChangeAudits
        POST /api/agreements/{agreement}/money/budget ChangeAudits
        POST /api/agreements/{agreement}/money/budget/{line} ChangeAudits
        POST /api/agreements/{agreement}/money/budget/{line}/drop ChangeAudits
        POST /api/agreements/{agreement}/money/shares ChangeAudits
        POST /api/agreements/{agreement}/money/rate ChangeAudits
        POST /api/agreements/{agreement}/money/flows ChangeAudits
        POST /api/agreements/{agreement}/money/flows/{flow} ChangeAudits
        POST /api/agreements/{agreement}/money/flows/{flow}/aside ChangeAudits
        GET /bodies ReadAudits
        GET /bodies/new ChangeAudits
        POST /bodies/new ChangeAudits
        GET /bodies/{body} ReadAudits
        POST /bodies/{body}/identifiers ChangeAudits
        POST /bodies/{body}/identifiers/drop ChangeAudits
        POST /bodies/{body}/same ChangeAudits
        GET /sites ReadAudits
        POST /sites ChangeAudits
        POST /api/bodies ChangeAudits
        POST /api/bodies/{body}/identifiers ChangeAudits
        POST /api/bodies/{body}/identifiers/drop ChangeAudits
        POST /api/bodies/{body}/same ChangeAudits
        POST /api/sites ChangeAudits
        GET /funding ReadAudits
        GET /funding/{body} ReadAudits
        GET /imports ReadAudits
        POST /imports ChangeAudits
        GET /imports/new ChangeAudits
        GET /imports/{import} ReadAudits
        GET /imports/{import}/file ReadAudits
        POST /imports/{import}/answers ChangeAudits
        GET /imports/{import}/profile ChangeAudits
        POST /imports/{import}/profile ChangeAudits
        POST /imports/{import}/profile-file ChangeAudits
        POST /imports/{import}/take ChangeAudits
        POST /imports/{import}/discard ChangeAudits
        GET /imports/{import}/undo ChangeAudits
        POST /imports/{import}/undo ChangeAudits
        POST /api/imports ChangeAudits
        POST /api/imports/{import}/preview ChangeAudits
        POST /api/imports/{import}/take ChangeAudits
        POST /api/imports/{import}/discard ChangeAudits
        POST /api/imports/{import}/undo ChangeAudits
        GET /checks/{code}/replies CheckVisits
        POST /checks/{code}/replies ChangeAudits
        GET /checks/{code}/replies/{round} CheckVisits
        GET /checks/{code}/replies/{round}/notice CheckVisits
        GET /checks/{code}/replies/{round}/notice.pdf CheckVisits
        GET /checks/{code}/replies/{round}/files/{file} CheckVisits
        POST /checks/{code}/replies/{round}/send ChangeAudits
        POST /checks/{code}/replies/{round}/link ChangeAudits
        POST /checks/{code}/replies/{round}/proof ChangeAudits
        POST /checks/{code}/replies/{round}/extend ChangeAudits
        POST /checks/{code}/replies/{round}/remind ChangeAudits
        POST /checks/{code}/replies/{round}/answer ChangeAudits
        POST /checks/{code}/replies/{round}/answers/{answer}/confirm ChangeAudits
        POST /checks/{code}/replies/{round}/weigh ChangeAudits
        GET /reply Public
        POST /reply Public
        GET /reply/code Public
        POST /reply/code Public
        GET /reply/findings Public
        GET /reply/findings/{finding} Public
        POST /reply/findings/{finding} Public
        GET /reply/notice Public
        POST /reply/fixed/{problem} Public
        POST /reply/leave Public
        GET /bodies/{body}/record CheckVisits
        GET /checks/{code}/follow-up CheckVisits
        POST /checks/{code}/follow-up ChangeAudits
        POST /checks/{code}/follow-up/clocks ChangeAudits
        POST /checks/{code}/follow-up/decisions ChangeAudits
        GET /checks/{code}/follow-up/{problem} CheckVisits
        POST /checks/{code}/follow-up/{problem} ChangeAudits
        POST /checks/{code}/follow-up/{problem}/look ChangeAudits
        POST /checks/{code}/follow-up/{problem}/looks/{look} ChangeAudits
        GET /checks/{code}/hearings CheckVisits
        POST /checks/{code}/hearings ChangeAudits
        GET /checks/{code}/hearings/{hearing} CheckVisits
        POST /checks/{code}/hearings/{hearing}/attendance ChangeAudits
        POST /checks/{code}/hearings/{hearing}/promises ChangeAudits
        GET /api Public
        GET /api/openapi.json Public
        GET /api/agreements ReadAudits
        GET /api/agreements/{agreement} ReadAudits
        GET /api/agreements/{agreement}/promises ReadAudits
        GET /api/agreements/{agreement}/promises/{promise} ReadAudits
        GET /api/agreements/{agreement}/claims ReadAudits
        GET /api/agreements/{agreement}/money ReadAudits
        GET /api/agreements/{agreement}/requests ReadAudits
        GET /api/bodies ReadAudits
        GET /api/sites ReadAudits
        GET /api/documents ReadAudits
        GET /api/documents/{document} ReadAudits
        GET /api/imports ReadAudits
        GET /api/imports/{import} ReadAudits
        ");
    });
}
