//! Results of IATI: targets are promises, actuals are claims, and neither is ever found.

use groundtruth::db::register::{claims_of, versions_of};
use groundtruth::domain::figure::Column;
use groundtruth::domain::obligation::Target;
use groundtruth::domain::register::Dossier;

use super::{brings, every_agreement, taken, takes};
use crate::imports::data::{file, folder};
use crate::support::house::House;
use crate::support::station::Station;

const ACTIVITY: &str = r#"<iati-activities version="2.03"><iati-activity default-currency="USD" xml:lang="en">
<iati-identifier>XX-1-toilets</iati-identifier><reporting-org ref="XX-1" type="21"><narrative>North Fund</narrative></reporting-org>
<title><narrative>Toilets</narrative></title><description><narrative>Toilets that work</narrative></description>
<participating-org role="1" ref="XX-1"><narrative>North Fund</narrative></participating-org>
<participating-org role="4" ref="XX-2"><narrative>Canary Builders</narrative></participating-org>
<activity-status code="2"/><activity-date type="2" iso-date="2026-01-01"/>
<budget><period-start iso-date="2026-01-01"/><period-end iso-date="2026-12-31"/><value value-date="2026-01-01">1000</value></budget>
<result type="1"><title><narrative>Toilets</narrative></title><indicator measure="1"><title><narrative>Toilets in use</narrative></title>
<period><period-start iso-date="2026-01-01"/><period-end iso-date="2026-06-30"/><target value="346"/><actual value="340"/></period>
</indicator></result></iati-activity></iati-activities>"#;

#[tokio::test(flavor = "multi_thread")]
async fn import_results_with_targets() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        assert_eq!(brings(&lead, "a.xml", ACTIVITY.as_bytes()).status, 303);
        let seen = lead.get("/imports/I-0001").text();
        assert!(
            seen.contains("IATI") && seen.contains("promises: 1"),
            "{seen}"
        );
        assert_eq!(takes(&lead, "I-0001", "all").status, 303);
        let (conn, scope) = (house.station.app.db.reads(), house.station.scope);
        let line = &every_agreement(&house.station.app, scope).await[0];
        let versions = versions_of(conn, scope, line.id).await.unwrap();
        let terms = &versions[0].terms;
        let target = &terms.obligations[0].criteria[0].target;
        let Target::AtLeast(stated) = target else {
            panic!("{target:?}");
        };
        assert_eq!(stated.text(), "346");
        let claims = claims_of(conn, scope, line.id).await.unwrap();
        assert_eq!(claims.len(), 1);
        let claim = &claims[0];
        assert_eq!(claim.figure.column(), Column::Claimed);
        assert_eq!(
            claim.figure.obligation,
            Some(terms.obligations[0].id.clone())
        );
        let (at, text) = claim.read_at.as_ref().unwrap();
        assert!(at.contains("actual") && text == "340", "{at}: {text}");
        let page = lead.get("/register/A-0001/claims").text();
        assert!(page.contains("340"), "{page}");
        let case = the_case(versions, claims.into_iter().map(|one| one.figure).collect());
        assert_eq!((case.claims.len(), case.tallies.len()), (1, 0));
    }
}

fn the_case(
    versions: Vec<groundtruth::domain::register::Version>,
    claims: Vec<groundtruth::domain::figure::Figure>,
) -> groundtruth::domain::case::Case {
    let dossier = Dossier {
        versions,
        claims,
        payments: Vec::new(),
    };
    dossier.case("2026-06-01".parse().unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_actuals_of_a_published_activity_are_never_found() {
    let Some(folder) = folder() else { return };
    let bytes = file(
        &folder,
        "iati/real-actionaid-uk/GB-CHC-274467-XUKDU15001.xml",
    );
    for station in Station::on_each().await {
        let ctx = station.ctx();
        taken(&ctx, "actionaid.xml", &bytes).await.unwrap();
        let conn = ctx.app.db.reads();
        let line = &every_agreement(&ctx.app, ctx.scope).await[0];
        let versions = versions_of(conn, ctx.scope, line.id).await.unwrap();
        assert_eq!(versions[0].terms.obligations.len(), 51);
        let claims = claims_of(conn, ctx.scope, line.id).await.unwrap();
        assert_eq!(claims.len(), 50);
        let claimed = |one: &groundtruth::db::register::Claim| {
            one.figure.column() == Column::Claimed && one.read_at.is_some()
        };
        assert!(claims.iter().all(claimed));
        let case = the_case(versions, claims.into_iter().map(|one| one.figure).collect());
        assert!(case.tallies.is_empty() && case.observations.is_empty());
    }
}
