//! A sheet of paper becomes an observation: printed with its code, photographed, keyed by two people, settled where they
//! differ, taken in with its photograph.

use super::{TAPS, begun, houses, text, uploaded, whole};
use crate::pictures::makers::{jpeg, scene};

#[tokio::test(flavor = "multi_thread")]
async fn paper_sheet_to_observation() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        begun(&lead, &[TAPS]);
        let paper = "/checks/a-0001/instruments/visit/paper";
        let many = [("place", "every"), ("count", "100")];
        assert_eq!(lead.post(paper, &many).status, 422);
        let every = [("place", "every"), ("count", "1")];
        assert_eq!(lead.post(paper, &every).status, 303);
        let printed = text(&lead.get(paper));
        let codes: Vec<String> = printed
            .split("sheet-code\"><code>")
            .skip(1)
            .map(|rest| rest.split('<').next().unwrap().to_owned())
            .collect();
        assert_eq!(codes.len(), 3, "{engine}: {printed}");
        assert!(printed.contains("Tap two") && printed.contains("code-picture"));

        let ben = house.member(&lead, "observer", "ben").await;
        let sheet = format!("/checks/a-0001/sheets/{}", codes[0]);
        let photograph = jpeg(&scene(900, 1_200, 5), 85);
        let pdf = uploaded(
            &ben,
            &format!("{sheet}/photograph"),
            &[("photograph", "a.jpg", b"%PDF-1.7\n")],
        );
        assert_eq!(pdf.status, 415, "{}", text(&pdf));
        let taken = uploaded(
            &ben,
            &format!("{sheet}/photograph"),
            &[("photograph", "a.jpg", &photograph)],
        );
        assert_eq!(taken.status, 303, "{}", text(&taken));
        let twice = uploaded(
            &ben,
            &format!("{sheet}/photograph"),
            &[("photograph", "b.jpg", &photograph)],
        );
        assert_eq!(twice.status, 422);
        assert_eq!(
            ben.get(&format!("{sheet}/image")).header("content-type"),
            "image/jpeg"
        );

        let place = text(&ben.get(&sheet));
        assert!(place.contains("selected>Tap"), "{place}");
        let keyed = |count: &'static str, hour: &'static str| {
            [
                ("place", "s-0001"),
                ("date", "2026-01-05"),
                ("time", hour),
                ("observers", "W-07"),
                ("o-01-there.value", "yes"),
                ("o-01.value", count),
            ]
        };
        let wrong = ben.post(&sheet, &keyed("eight", "09:30"));
        assert_eq!(wrong.status, 422);
        assert!(text(&wrong).contains("eight"));
        assert_eq!(ben.post(&sheet, &keyed("8", "09:30")).status, 303);
        // Nobody keys it twice, and the second does not see what the first keyed.
        assert_eq!(ben.post(&sheet, &keyed("8", "09:30")).status, 422);
        let blank = text(&lead.get(&sheet));
        assert!(
            !blank.contains("09:30\"") && !blank.contains("value=\"8\""),
            "{blank}"
        );
        assert_eq!(lead.post(&sheet, &keyed("3", "09:30")).status, 303);
        let compare = text(&lead.get(&sheet));
        assert!(
            compare.contains("answers.o-01.value") && compare.contains("name=\"d-1\""),
            "{compare}"
        );
        assert!(!compare.contains("name=\"d-2\""), "{compare}");
        assert!(!text(&ben.get(&sheet)).contains("name=\"d-1\""));
        assert_eq!(
            ben.post(&format!("{sheet}/settle"), &[("d-1", "first")])
                .status,
            404
        );
        assert_eq!(lead.post(&format!("{sheet}/settle"), &[]).status, 422);
        let settled = lead.post(&format!("{sheet}/settle"), &[("d-1", "first")]);
        assert_eq!(settled.status, 200, "{}", text(&settled));
        assert!(text(&settled).contains("V-0001"));
        // Settled again, it is the same and nothing twice.
        let again = lead.post(&format!("{sheet}/settle"), &[("d-1", "first")]);
        assert!(
            text(&again).contains("V-0001 has come in"),
            "{}",
            text(&again)
        );
        let original = lead.get("/checks/a-0001/visits/V-0001/files/1/original");
        assert_eq!(whole(&original), photograph);
        // A sheet is written by hand: nobody sees a copy until one was made.
        assert_eq!(
            lead.get("/checks/a-0001/visits/V-0001/files/1/copy").status,
            404
        );

        // Two who read the same need nobody to settle.
        let sheet = format!("/checks/a-0001/sheets/{}", codes[1]);
        assert_eq!(ben.post(&sheet, &keyed("9", "")).status, 303);
        let sent = lead.post(&sheet, &keyed("9", ""));
        assert!(
            text(&sent).contains("V-0002 has come in"),
            "{}",
            text(&sent)
        );
        assert!(text(&lead.get("/checks/a-0001/sheets")).contains("done"));
    }
}
