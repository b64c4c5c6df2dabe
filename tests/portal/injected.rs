//! Text that tries to be markup or script, in every field of every form, in a real browser with scripts on: no dialog opens,
//! and the policy has nothing to stop (V1.2.1).
#![expect(
    clippy::disallowed_methods,
    reason = "the pages are opened in another program"
)]

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::house::House;
use crate::support::postgres::say;
use crate::support::programs::{Browser, browser};
use crate::visits::{TAPS, begun, observation};

/// Sixty strings; each would call `alert` where its context let it.
fn strings() -> Vec<String> {
    let call = "alert(1)";
    let mut all: Vec<String> = Vec::new();
    // As an element of its own, and out of an attribute, a text area, a title, a comment, a style.
    for out in [
        "",
        "\">",
        "'>",
        "</textarea>",
        "</title>",
        "-->",
        "</style>",
        "</option></select>",
    ] {
        all.push(format!("{out}<script>{call}</script>"));
        all.push(format!("{out}<img src=x onerror={call}>"));
        all.push(format!("{out}<svg onload={call}>"));
        all.push(format!("{out}<details open ontoggle={call}>"));
    }
    // Out of an attribute into another.
    for quote in ["\"", "'", "`", ""] {
        all.push(format!("x{quote} onfocus={call} autofocus x={quote}"));
        all.push(format!(
            "x{quote} onpointerover={call} style={quote}position:fixed;inset:0"
        ));
    }
    // As an address, which may only be of the web or of mail.
    for scheme in [
        "javascript:",
        "JaVaScRiPt:",
        "java\tscript:",
        "\u{1}javascript:",
        "vbscript:",
        "data:text/html,",
    ] {
        all.push(format!("{scheme}{call}"));
    }
    // Entities, other writings, and parsers that mend what is broken.
    for other in [
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;img src=x onerror=alert(1)&#62;",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<iframe srcdoc=\"<script>parent.alert(1)</script>\">",
        "<object data=javascript:alert(1)>",
        "<base href=javascript:alert(1)//>",
        "<a href=javascript:alert(1)>x</a>",
        "<form action=javascript:alert(1)><button>x",
        "<meta http-equiv=refresh content=0;url=javascript:alert(1)>",
        "{{constructor.constructor('alert(1)')()}}",
        "{% include '/etc/passwd' %}{{ 7*7 }}",
        "${alert(1)}",
    ] {
        all.push(other.to_owned());
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_strings_in_every_field_stay_text_in_a_real_browser() {
    let Some(Browser {
        node,
        modules,
        chromium,
    }) = browser()
    else {
        return;
    };
    let strings = strings();
    assert_eq!(strings.len(), 60);
    let house = House::on_sqlite().await;
    let administrator = house.administrator("amina").await;
    // Something to stand on each page: an audit with a promise, questions and a visit that waits.
    begun(&administrator, &[TAPS]);
    let id = "6d1f0c5e-8f7e-4d3a-9d59-0f2b8f0a8f11";
    let seen = observation("s-0001", 7);
    let sent = administrator.ask(
        "PUT",
        &format!("/observations/{id}"),
        &[
            ("Content-Type", "application/json"),
            ("Sec-Fetch-Site", "same-origin"),
        ],
        &seen,
    );
    assert_eq!(sent.status, 201, "{}", sent.text());
    let cookie = administrator.cookie.borrow().clone().unwrap();
    let output = tokio::task::spawn_blocking(move || {
        let mut walking = Command::new(node)
            .arg(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/tests/portal/injected.mjs"
            ))
            .arg(modules)
            .arg(chromium)
            .arg(format!("http://{}", house.address))
            .env("LOOK_COOKIE", cookie)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("node starts");
        let mut input = walking.stdin.take().expect("it reads");
        input.write_all(strings.join("\n").as_bytes()).unwrap();
        drop(input);
        walking.wait_with_output().unwrap()
    })
    .await
    .unwrap();
    let failed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{failed}");
    let told = String::from_utf8_lossy(&output.stdout);
    let lines = told.lines().map(|line| serde_json::from_str(line).unwrap());
    let (tried, wrong): (Vec<Value>, Vec<Value>) =
        lines.partition(|line: &Value| line["what"] == "tried");
    assert!(wrong.is_empty(), "{wrong:#?}");
    let tried = &tried[0]["detail"];
    say(&format!("strings that try to be script: {tried}"));
    // A walk that found no forms would show nothing.
    assert!(tried["pages"].as_u64().unwrap() > 100, "{tried}");
    assert!(tried["fields"].as_u64().unwrap() > 300, "{tried}");
}
