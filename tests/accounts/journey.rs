//! Whole stories.

use groundtruth::db::log::events_of;
use groundtruth::db::mail::unsent_mails_of;
use groundtruth::db::organisation::organisation_of;
use groundtruth::features::accounts::pages::START;
use groundtruth::infra::config::{Config, MailSettings, MailWay, SecondFactor};

use crate::portal::browser::attributes;
use crate::support::house::{House, PASSWORD, codes_in};
use crate::support::station::Station;

#[tokio::test(flavor = "multi_thread")]
async fn first_run_by_one_person_without_mail() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let amina = house.visitor();
        // Nothing is open before, and there is no account to guess.
        assert_eq!(amina.get("/people").status, 404);
        assert_eq!(
            amina.begins("0000-0000-0000-0000", "Evil", "eve").status,
            422
        );
        let older = house.first_code(house.station.scope).await;
        let code = house.first_code(house.station.scope).await;
        assert_eq!(
            amina.begins(&older, "Old", "amina").status,
            422,
            "a new link ends the old"
        );
        let page = amina.get("/begin");
        assert!(
            page.header("content-security-policy")
                .contains("script-src 'self'")
        );
        let script = attributes(&page.text(), "src").remove(0);
        let script = amina.get(&script);
        assert!(script.header("content-type").starts_with("text/javascript"));
        assert!(
            !amina
                .get("/sign-in")
                .header("content-security-policy")
                .contains("script")
        );
        // A weak password comes back with everything but itself.
        let weak = [
            ("code", code.as_str()),
            ("organisation", "Water <b>Watch</b>"),
            ("work_name", "social audit"),
            ("name", "Amina"),
            ("sign_in_name", "amina"),
            ("password", "waterwatch26"),
        ];
        let again = amina.post("/begin", &weak);
        assert_eq!(again.status, 422);
        let text = again.text();
        assert!(
            text.contains("easy to guess")
                && text.contains("Water &lt;b&gt;Watch")
                && !text.contains("waterwatch26")
        );
        assert_eq!(
            amina
                .begins(&code, "Water Watch", "amina")
                .header("location"),
            "/welcome"
        );
        assert_eq!(house.visitor().begins(&code, "Again", "eve").status, 422);
        let welcome = amina.get("/welcome").text();
        assert!(welcome.contains("Water Watch") && welcome.contains("social audit"));
        // Only what can be done is offered: the second factor first.
        assert!(welcome.contains("/account#factor") && !welcome.contains("\"/people\""));
        assert_eq!(amina.get("/people").status, 404);
        let recovery = house.sets_up_a_factor(&amina, "amina").await;
        assert_eq!(recovery.len(), 10);
        let welcome = amina.get("/welcome").text();
        assert!(!welcome.contains("/account#factor") && welcome.contains("\"/people\""));
        assert!(attributes(&welcome, "href").contains(&START.to_owned()));
        for link in attributes(&welcome, "href") {
            let path = link.split('#').next().unwrap_or_default().to_owned();
            if path.starts_with('/') && path != START {
                assert_eq!(amina.get(&path).status, 200, "{path}");
            }
        }
        // By link, code and picture, without any mail.
        let shown = amina.post(
            "/people/invitations",
            &[("role", "checker"), ("note", "Zoë")],
        );
        let page = shown.text();
        assert!(page.contains("<svg") && page.contains("<path"));
        let codes = codes_in(&page);
        assert!(
            codes[0].starts_with(&format!("http://{}/join#", house.address)),
            "{codes:?}"
        );
        assert!(codes[0].ends_with(&codes[1]));
        assert!(amina.get("/people").text().contains("Zoë"));
        let zoe = house.visitor();
        assert_eq!(zoe.joins(&codes[1], "zoe").status, 303);
        assert_eq!(
            (zoe.get("/api/audits").status, zoe.get("/people").status),
            (200, 404)
        );
        let log = amina.get("/access-log").text();
        assert!(log.contains("P-0002") && log.contains("joined") && !log.contains("zoe"));
        // And the next day.
        house.advance(chrono::TimeDelta::hours(13));
        assert_eq!(amina.get("/account").status, 404);
        assert_eq!(
            amina.signs_in("Amina ", PASSWORD).header("location"),
            "/sign-in/code"
        );
        let digits = house.digits("amina").await;
        assert_eq!(
            amina
                .post("/sign-in/code", &[("code", &digits)])
                .header("location"),
            "/account"
        );
        let page = amina.get("/account");
        assert_eq!(
            (page.status, page.header("cache-control")),
            (200, "no-store")
        );
        assert_eq!(amina.get("/").header("cache-control"), "no-store");
        assert!(amina.get("/").text().contains("Your account"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_mail_is_set_up_invitations_are_mailed_and_changes_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let way = MailWay::Files {
        folder: folder.path().to_owned(),
    };
    let config = Config {
        origin: Some("https://watch.example".to_owned()),
        mail: Some(MailSettings {
            from: "Water Watch <mail@watch.example>".to_owned(),
            way,
        }),
        ..Config::default()
    };
    let house = House::over(Station::with(config).await).await;
    let amina = house.administrator("amina@example.org").await;
    let invited = [
        ("role", "checker"),
        ("note", "Zoë"),
        ("mail", "zoe@example.org"),
    ];
    let page = amina.post("/people/invitations", &invited).text();
    assert!(codes_in(&page)[0].starts_with("https://watch.example/join#"));
    let bad = [
        ("role", "checker"),
        ("note", "x"),
        ("mail", "a@b.example\r\nBcc: c@d.example"),
    ];
    assert_eq!(amina.post("/people/invitations", &bad).status, 422);
    let changed = [
        ("current", PASSWORD),
        ("password", "four green ladders lean"),
    ];
    assert_eq!(amina.post("/account/password", &changed).status, 303);
    let app = &house.station.app;
    let mails = unsent_mails_of(app.db.reads(), house.station.scope, 100)
        .await
        .unwrap();
    let mut names: Vec<_> = mails.iter().map(|mail| mail.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        ["credential_changed", "credential_changed", "invitation"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_run_chooses_a_language_and_ends_where_an_audit_begins() {
    for second_factor in [SecondFactor::Required, SecondFactor::Optional] {
        let config = Config {
            second_factor,
            ..Config::default()
        };
        let house = House::over(Station::with(config).await).await;
        let code = house.first_code(house.station.scope).await;
        let amina = house.visitor();
        let page = amina.get("/begin").text();
        for language in ["en", "es", "fr"] {
            assert!(page.contains(&format!("name=\"language\" value=\"{language}\"")));
        }
        let fields = |language| {
            [
                ("code", code.as_str()),
                ("language", language),
                ("organisation", "Vigilancia del Agua"),
                ("work_name", "auditoría social"),
                ("name", "Amina"),
                ("sign_in_name", "amina"),
                ("password", PASSWORD),
            ]
        };
        assert_eq!(amina.post("/begin", &fields("xx")).status, 422);
        let begun = amina.post("/begin", &fields("es"));
        assert_eq!(begun.status, 303, "{}", begun.text());
        assert!(begun.header("set-cookie").contains("language=es;"));
        let kept = organisation_of(house.station.app.db.reads(), house.station.scope).await;
        let kept = kept.unwrap();
        assert_eq!(kept.language.as_deref(), Some("es"));
        let next = begun.header("location").to_owned();
        match second_factor {
            SecondFactor::Optional => assert_eq!(next, START),
            SecondFactor::Required => {
                assert_eq!(next, "/welcome");
                let set_up = amina.post("/account/second-factor", &[("current", PASSWORD)]);
                assert_eq!(set_up.status, 303);
                let digits = house.digits("amina").await;
                let codes = amina.post("/account/second-factor/confirm", &[("code", &digits)]);
                assert!(attributes(&codes.text(), "href").contains(&START.to_owned()));
            }
        }
        // Reports print it, so the log has it, and says none of it.
        let events = events_of(house.station.app.db.reads(), house.station.scope, 0, 9).await;
        let kinds: Vec<_> = events
            .unwrap()
            .iter()
            .map(|line| line.event.as_ref().unwrap().kind())
            .collect();
        assert_eq!(kinds, ["organisation.named"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_says_what_the_organisation_is_called_and_nobody_else_does() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let amina = house.administrator("amina").await;
        let lead = house.member(&amina, "audit_lead", "lea").await;
        let scope = house.station.scope;
        let now = async || {
            let kept = organisation_of(house.station.app.db.reads(), scope).await;
            kept.unwrap()
        };
        let before = now().await;
        assert!(amina.get("/settings").text().contains("Water Watch"));
        let good = [
            ("organisation", "Water <b>Watch</b> Khayelitsha"),
            ("work_name", "community check"),
            ("language", "fr"),
            ("zone", "Africa/Johannesburg"),
        ];
        assert_eq!(lead.get("/settings").status, 404);
        assert_eq!(lead.post("/settings", &good).status, 404);
        for (at, bad) in [(0, ""), (1, " "), (2, "xx"), (3, "../etc"), (0, "a\nb")] {
            let mut fields = good;
            fields[at].1 = bad;
            let refused = amina.post("/settings", &fields);
            assert_eq!(refused.status, 422, "{fields:?}");
            assert!(refused.text().contains("class=\"error\""));
        }
        assert_eq!(now().await, before);
        assert_eq!(amina.post("/settings", &good).status, 303);
        let after = now().await;
        assert_eq!(after.name, "Water <b>Watch</b> Khayelitsha");
        assert_eq!(after.work_name.as_deref(), Some("community check"));
        assert_eq!(
            (after.language.as_deref(), after.zone.as_str()),
            (Some("fr"), "Africa/Johannesburg")
        );
        assert!(
            amina
                .get("/settings")
                .text()
                .contains("Water &lt;b&gt;Watch")
        );
        assert!(
            amina
                .get("/access-log")
                .text()
                .contains("changed what the organisation is called")
        );
        let events = events_of(house.station.app.db.reads(), scope, 0, 9)
            .await
            .unwrap();
        let kinds: Vec<_> = events
            .iter()
            .map(|line| line.event.as_ref().unwrap().kind())
            .collect();
        assert_eq!(
            kinds,
            ["organisation.named", "organisation.named"],
            "{}",
            house.station.engine
        );
    }
}
