//! How a picture is turned before people see it: the eight ways in which a camera can be held.

/// One of the eight: first perhaps the sides are swapped, then perhaps it is mirrored across and down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Turn {
    swapped: bool,
    across: bool,
    down: bool,
}

impl Turn {
    /// By the number that a device writes, 1 to 8; any other is no turn.
    pub(super) fn of_number(number: u32) -> Self {
        let (swapped, across, down) = match number {
            2 => (false, true, false),
            3 => (false, true, true),
            4 => (false, false, true),
            5 => (true, false, false),
            6 => (true, false, true),
            7 => (true, true, true),
            8 => (true, true, false),
            _ => (false, false, false),
        };
        Self {
            swapped,
            across,
            down,
        }
    }

    /// The size that people see, of the size that is stored; and the other way round.
    pub(super) fn size(self, (width, height): (u32, u32)) -> (u32, u32) {
        if self.swapped {
            (height, width)
        } else {
            (width, height)
        }
    }

    /// Where a stretch of pixels that people see is stored; `size` is the one that is stored.
    pub(super) fn stored(
        self,
        (x, y): ([u32; 2], [u32; 2]),
        (width, height): (u32, u32),
    ) -> ([u32; 2], [u32; 2]) {
        let (x, y) = if self.swapped { (y, x) } else { (x, y) };
        let mirrored = |[from, to]: [u32; 2], side: u32, is: bool| {
            if is {
                [side.saturating_sub(to), side.saturating_sub(from)]
            } else {
                [from, to]
            }
        };
        (
            mirrored(x, width, self.across),
            mirrored(y, height, self.down),
        )
    }

    /// The one pixel that is stored for a pixel that people see.
    pub(super) fn pixel(self, (x, y): (u32, u32), stored: (u32, u32)) -> (u32, u32) {
        let ([x, _], [y, _]) = self.stored(([x, x + 1], [y, y + 1]), stored);
        (x, y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of two rows and three columns, seen in each of the eight ways.
    #[test]
    fn each_of_the_eight_ways_is_the_one_of_the_standard() {
        let stored = ["abc", "def"];
        for (number, seen) in [
            (1, vec!["abc", "def"]),
            (2, vec!["cba", "fed"]),
            (3, vec!["fed", "cba"]),
            (4, vec!["def", "abc"]),
            (5, vec!["ad", "be", "cf"]),
            (6, vec!["da", "eb", "fc"]),
            (7, vec!["fc", "eb", "da"]),
            (8, vec!["cf", "be", "ad"]),
            (0, vec!["abc", "def"]),
            (9, vec!["abc", "def"]),
        ] {
            let turn = Turn::of_number(number);
            let (width, height) = turn.size((3, 2));
            let rows: Vec<String> = (0..height)
                .map(|y| {
                    let row = (0..width).map(|x| {
                        let (x, y) = turn.pixel((x, y), (3, 2));
                        char::from(stored[y as usize].as_bytes()[x as usize])
                    });
                    row.collect()
                })
                .collect();
            assert_eq!(rows, seen, "{number}");
        }
    }
}
