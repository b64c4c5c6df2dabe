//! The forms of a page, as a browser reads them: as much of HTML as our own templates write.

/// One form that is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// Where it is sent.
    pub action: String,
    /// Whether it brings a file.
    pub is_file: bool,
    pub fields: Vec<Field>,
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub name: String,
    /// `text`, `select`, `hidden`, `radio` …
    pub kind: String,
    /// What stands in it.
    pub value: String,
    /// What can be chosen.
    pub options: Vec<String>,
    /// Whether a browser would send it as it stands.
    pub sent: bool,
    /// Whether it takes digits alone.
    pub is_number: bool,
}

/// The escapes of our templates undone.
fn plain(text: &str) -> String {
    text.replace("&#x2f;", "/")
        .replace("&#x27;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// The value of an attribute in the head of an element.
fn attribute(head: &str, name: &str) -> Option<String> {
    let mark = format!(" {name}=\"");
    let (_, rest) = head.split_once(&mark)?;
    rest.split('"').next().map(plain)
}

fn has(head: &str, word: &str) -> bool {
    head.split([' ', '\n']).any(|one| one == word)
}

/// Puts in what an element of a form stands for.
fn read(element: &str, fields: &mut Vec<Field>) -> Option<()> {
    let (head, rest) = element.split_once('>')?;
    let tag = head.split([' ', '\n']).next().unwrap_or_default();
    if tag == "option" {
        let value = attribute(head, "value").unwrap_or_else(|| plain(rest.trim()));
        let select = fields.last_mut().filter(|one| one.kind == "select")?;
        if has(head, "selected") || select.options.is_empty() {
            select.value.clone_from(&value);
        }
        select.options.push(value);
        return Some(());
    }
    if !["input", "textarea", "select", "button"].contains(&tag) || has(head, "disabled") {
        return None;
    }
    let name = attribute(head, "name")?;
    let kind = match tag {
        "input" => attribute(head, "type").unwrap_or_else(|| "text".to_owned()),
        other => other.to_owned(),
    };
    let value = match tag {
        "textarea" => plain(rest),
        _ => attribute(head, "value").unwrap_or_default(),
    };
    let is_chosen = has(head, "checked");
    let is_radio = kind == "radio";
    if is_radio && let Some(one) = fields.iter_mut().find(|one| one.name == name) {
        one.options.push(value.clone());
        if is_chosen {
            (one.value, one.sent) = (value, true);
        }
        return Some(());
    }
    // Of several buttons, the first one is pressed.
    let is_pressed = kind == "button" && !fields.iter().any(|one| one.kind == "button");
    let is_ticked = !["checkbox", "radio", "button"].contains(&kind.as_str()) || is_chosen;
    fields.push(Field {
        is_number: attribute(head, "inputmode").is_some(),
        options: if is_radio {
            vec![value.clone()]
        } else {
            Vec::new()
        },
        sent: is_pressed || is_ticked,
        name,
        kind,
        value,
    });
    Some(())
}

/// Every form of a page that sends something.
pub(super) fn forms_in(page: &str) -> Vec<Form> {
    let mut forms = Vec::new();
    for part in page.split("<form").skip(1) {
        let whole = part.split("</form>").next().unwrap_or_default();
        let Some((head, body)) = whole.split_once('>') else {
            continue;
        };
        let (method, action) = (attribute(head, "method"), attribute(head, "action"));
        if let (Some("post"), Some(action)) = (method.as_deref(), action) {
            let mut fields = Vec::new();
            for element in body.split('<').skip(1) {
                read(element, &mut fields);
            }
            forms.push(Form {
                is_file: head.contains("multipart"),
                action,
                fields,
            });
        }
    }
    forms
}

impl Form {
    /// Whether another is the same form of another thing.
    pub fn is_alike(&self, other: &Self) -> bool {
        let names = |form: &Self| -> Vec<String> {
            let names = form.fields.iter().map(|one| one.name.clone());
            names.collect()
        };
        let kind = |form: &Self| form.action.replace(|c: char| c.is_ascii_digit(), "");
        kind(self) == kind(other) && (names(self) == names(other) || self.action == other.action)
    }

    /// As it stands, as a browser would send it.
    pub fn standing(&self) -> Vec<(String, String)> {
        let sent = self.fields.iter().filter(|one| one.sent);
        let sent = sent.map(|one| (one.name.clone(), one.value.clone()));
        sent.collect()
    }

    /// As somebody might fill it in: all of it, or what stands there and what cannot be left out.
    pub fn filled(&self, all: bool, round: usize) -> Vec<(String, String)> {
        let mut filled = Vec::new();
        for field in &self.fields {
            let is_left = ["checkbox", "button"].contains(&field.kind.as_str()) && !field.sent;
            if is_left && !(all && field.kind == "checkbox") {
                continue;
            }
            filled.push((field.name.clone(), field.filled(all, round)));
        }
        filled
    }
}

impl Field {
    fn filled(&self, all: bool, round: usize) -> String {
        let is_day = ["on", "from", "until", "due"].contains(&self.name.as_str());
        match self.kind.as_str() {
            "select" | "radio" => {
                let real = self.options.iter().filter(|one| !one.is_empty());
                let real: Vec<&String> = real.collect();
                match real.get(round % real.len().max(1)) {
                    Some(one) if all || self.value.is_empty() => (*one).clone(),
                    _ => self.value.clone(),
                }
            }
            "password" => crate::support::house::PASSWORD.to_owned(),
            _ if !self.value.is_empty() => self.value.clone(),
            "checkbox" => "yes".to_owned(),
            "date" => "2026-06-20".to_owned(),
            "time" => "10:30".to_owned(),
            "number" => "3".to_owned(),
            _ if self.is_number => "3".to_owned(),
            _ if self.name.contains("mail") || !all => String::new(),
            _ if is_day || self.name.contains("date") => "2026-06-20".to_owned(),
            _ => format!("Words {round}"),
        }
    }
}

#[test]
fn forms_are_read_as_they_are_written() {
    let page = r#"<form method="get" action="/x"><input name="q"></form>
        <form method="post" action="&#x2f;a/b"><input type="hidden" name="r" value="1&amp;2">
        <select id="s" name="s"><option value="">-</option><option value="two" selected>2</option></select>
        <textarea name="t" rows="2">a &lt; b</textarea><input type="checkbox" name="c" value="yes">
        <label><input type="radio" name="d" value="e"></label><input type="radio" name="d" value="f" checked>
        <button name="do" value="send">Send</button><button name="do" value="keep">Keep</button></form>"#;
    let forms = forms_in(page);
    assert_eq!(forms.len(), 1);
    assert_eq!(forms[0].action, "/a/b");
    let text = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        forms[0].standing(),
        [
            text("r", "1&2"),
            text("s", "two"),
            text("t", "a < b"),
            text("d", "f"),
            text("do", "send")
        ]
    );
}
