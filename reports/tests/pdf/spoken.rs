//! A document read aloud: its blocks from front to back as words. What the PDF says must be the same.

use groundtruth_reports::document::{
    Block, Document, Inlines, ParagraphRole, PromiseBlock, PromiseColumn, PromiseEntry, Table,
    TitledBlocks,
};

/// Everything the document says, in order, without white space; stamps first, contents left out.
pub fn spoken(document: &Document) -> String {
    let mut voice = Voice::default();
    document.stamps.iter().for_each(|stamp| voice.say(stamp));
    voice.blocks(&document.front);
    for section in &document.sections {
        voice.say(&section.title);
        voice.blocks(&section.blocks);
    }
    squeezed(&voice.0)
}

/// Words without white space and without what ends a divided line.
pub fn squeezed(words: &str) -> String {
    let gone = |letter: &char| {
        let hidden = matches!(
            letter,
            '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{61C}'
        );
        !letter.is_whitespace() && !letter.is_control() && !hidden
    };
    words.chars().filter(gone).collect()
}

#[derive(Default)]
struct Voice(String);

impl Voice {
    fn say(&mut self, words: &str) {
        self.0.push_str(words);
        self.0.push('\n');
    }

    fn runs(&mut self, runs: &Inlines) {
        self.say(&runs.plain());
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.runs(&heading.text),
            Block::Paragraph(paragraph) => self.runs(&paragraph.text),
            Block::Answer(sentences) => sentences.iter().for_each(|one| self.runs(one)),
            Block::KeyBoxes(boxes) => {
                // Small ones run into each other in one paragraph.
                let small = |one: &TitledBlocks| {
                    matches!(one.blocks.as_slice(), [Block::Paragraph(inner)]
                        if inner.role == ParagraphRole::Small)
                };
                let run_in = boxes.iter().all(small);
                for (index, one) in boxes.iter().enumerate() {
                    if run_in && index > 0 {
                        self.say("·");
                    }
                    self.titled(one);
                }
            }
            Block::Ruled(one) => self.ruled(one),
            Block::List(list) => {
                for (index, item) in list.items.iter().enumerate() {
                    let sign = if list.ordered {
                        format!("{}.", index + 1)
                    } else {
                        "•".into()
                    };
                    self.say(&sign);
                    self.runs(item);
                }
            }
            Block::Definitions(entries) => {
                for entry in entries {
                    self.runs(&entry.term);
                    entry.text.iter().for_each(|line| self.runs(line));
                }
            }
            Block::Table(table) => self.table(table),
            Block::Overview(overview) => {
                overview.heads.iter().for_each(|head| self.say(head));
                overview.rows.iter().for_each(|row| self.glance(row));
            }
            Block::Promise(row) => self.promise(row),
            Block::Figure(figure) => {
                self.say(&figure.drawing.alt);
                figure.caption.iter().for_each(|caption| self.runs(caption));
            }
            Block::Photograph(photograph) => {
                self.runs(&photograph.missing);
                self.runs(&photograph.caption);
            }
            Block::Quotation(quotation) => {
                quotation.by.iter().for_each(|by| self.runs(by));
                quotation.text.iter().for_each(|line| self.runs(line));
            }
            Block::Timeline(entries) => {
                for entry in entries {
                    self.runs(&entry.date);
                    if let Some(mark) = &entry.mark {
                        self.say(&format!("{mark} ·"));
                    }
                    self.runs(&entry.text);
                }
            }
            Block::Note(lines) => lines.iter().for_each(|line| self.runs(line)),
            Block::Disclosure(one) => {
                // A heading right below says the same.
                if !matches!(one.blocks.first(), Some(Block::Heading(_))) {
                    self.runs(&one.summary);
                }
                self.blocks(&one.blocks);
            }
            Block::Legend(legend) => legend.entries.iter().for_each(|(_, word)| self.say(word)),
            Block::Together(blocks) => self.blocks(blocks),
            Block::Card(card) => {
                self.runs(&card.kind);
                self.runs(&card.title);
                card.lines.iter().for_each(|line| self.runs(line));
                for (index, (text, under)) in card.promises.iter().enumerate() {
                    self.say(&format!("{}.", index + 1));
                    self.runs(text);
                    self.runs(under);
                }
                self.runs(&card.tell_title);
                card.tell.iter().for_each(|line| self.runs(line));
                self.runs(&card.notes_title);
            }
            Block::Letter(letter) => {
                letter.head.iter().for_each(|line| self.runs(line));
                letter.to.iter().for_each(|line| self.runs(line));
                self.runs(&letter.subject);
                letter.badge.iter().for_each(|code| self.runs(code));
                letter.paragraphs.iter().for_each(|line| self.runs(line));
                for item in &letter.items {
                    self.say("•");
                    self.runs(item);
                }
                letter.signed.iter().for_each(|line| self.runs(line));
            }
            Block::Break(_) => {}
        }
    }

    fn titled(&mut self, one: &TitledBlocks) {
        self.runs(&one.title);
        self.blocks(&one.blocks);
    }

    /// The box of page one: clauses follow the title in one sentence.
    fn ruled(&mut self, one: &TitledBlocks) {
        self.runs(&one.title);
        match one.blocks.as_slice() {
            [Block::List(list)] => list.items.iter().for_each(|item| self.runs(item)),
            blocks => self.blocks(blocks),
        }
    }

    fn table(&mut self, table: &Table) {
        if !table.named_above {
            self.runs(&table.caption);
        }
        table
            .columns
            .iter()
            .for_each(|column| self.runs(&column.title));
        for group in &table.groups {
            group.title.iter().for_each(|title| self.runs(title));
            for cell in group.rows.iter().flat_map(|row| &row.cells) {
                cell.lines.iter().for_each(|line| self.runs(line));
                if let Some(drawing) = &cell.drawing {
                    self.say(&drawing.alt);
                }
            }
        }
        table.notes.iter().for_each(|note| self.runs(note));
    }

    fn glance(&mut self, row: &PromiseBlock) {
        self.say(&row.sentence);
        row.slices.iter().for_each(|slice| self.say(slice));
        self.verdict(row);
        self.say(&row.grade);
        let numbers = row.columns.iter().take(3);
        numbers.for_each(|column| self.entries(column));
        self.measure(row);
        row.since.iter().for_each(|since| self.runs(since));
    }

    fn promise(&mut self, row: &PromiseBlock) {
        self.say(&row.sentence);
        row.slices.iter().for_each(|slice| self.say(slice));
        self.say(&row.number);
        if let Some(clause) = &row.clause {
            self.say("·");
            self.runs(clause);
        }
        self.verdict(row);
        if !row.grade.is_empty() {
            self.say(&format!("{}: {}", row.grade_term, row.grade));
        }
        row.verdict
            .iter()
            .for_each(|verdict| self.say(&verdict.sentence));
        for column in &row.columns {
            self.say(&column.title);
            self.entries(column);
        }
        self.measure(row);
        self.blocks(&row.details);
    }

    fn verdict(&mut self, row: &PromiseBlock) {
        let Some(verdict) = &row.verdict else { return };
        self.say(&verdict.label);
        verdict
            .reason
            .iter()
            .for_each(|reason| self.say(&format!(": {reason}")));
        verdict
            .qualifier
            .iter()
            .for_each(|words| self.say(&format!(", {words}")));
    }

    fn entries(&mut self, column: &PromiseColumn) {
        column.entries.iter().for_each(|entry| self.entry(entry));
    }

    fn entry(&mut self, entry: &PromiseEntry) {
        self.runs(&entry.main);
        entry.unit.iter().for_each(|unit| self.say(unit));
        entry.lines.iter().for_each(|line| self.runs(line));
    }

    fn measure(&mut self, row: &PromiseBlock) {
        match (&row.drawing, &row.instead) {
            (Some(drawing), _) => self.say(&drawing.alt),
            (None, Some(instead)) => self.runs(instead),
            (None, None) => {}
        }
        row.gaps.iter().for_each(|gap| self.runs(gap));
    }
}
