//! Photographs that nobody took: valid JPEG files of noise, the same on every machine.

/// A small generator of numbers (xorshift); what it gives depends on the seed alone.
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub const fn next(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) % below
    }
}

/// Bits from the highest on; a byte of ones is followed by a zero, as the format asks.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    open: u32,
    count: u32,
}

impl Bits {
    fn push(&mut self, value: u32, length: u32) {
        self.open = self.open << length | value & ((1 << length) - 1);
        self.count += length;
        while self.count >= 8 {
            self.count -= 8;
            let byte = (self.open >> self.count & 0xFF) as u8;
            self.bytes.push(byte);
            if byte == 0xFF {
                self.bytes.push(0);
            }
        }
    }
}

fn segment(out: &mut Vec<u8>, marker: u8, body: &[u8]) {
    out.extend([0xFF, marker]);
    out.extend(u16::try_from(body.len() + 2).expect("short").to_be_bytes());
    out.extend(body);
}

/// A grey picture of about 15 bytes for each block of 8 by 8.
pub fn noise(width: u16, height: u16, seed: u64) -> Vec<u8> {
    let mut out = vec![0xFF, 0xD8];
    segment(&mut out, 0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    let mut table = vec![0];
    table.extend([12; 64]);
    segment(&mut out, 0xDB, &table);
    let [h, w] = [height.to_be_bytes(), width.to_be_bytes()];
    segment(&mut out, 0xC0, &[8, h[0], h[1], w[0], w[1], 1, 1, 0x11, 0]);
    // Twelve differences with codes of four bits; steps of run and size with codes of eight bits.
    let mut first = vec![0x00, 0, 0, 0, 12];
    first.extend([0; 12]);
    first.extend(0..12);
    segment(&mut out, 0xC4, &first);
    let steps: Vec<u8> = (0..8u8)
        .flat_map(|run| (1..=5u8).map(move |size| run << 4 | size))
        .collect();
    let count = u8::try_from(steps.len() + 1).expect("few");
    let mut second = vec![0x10, 0, 0, 0, 0, 0, 0, 0, count];
    second.extend([0; 8]);
    second.push(0);
    second.extend(&steps);
    segment(&mut out, 0xC4, &second);
    segment(&mut out, 0xDA, &[1, 1, 0, 0, 63, 0]);
    let mut dice = Dice::new(seed);
    let mut bits = Bits::default();
    let blocks = usize::from(width).div_ceil(8) * usize::from(height).div_ceil(8);
    for _ in 0..blocks {
        bits.push(3, 4);
        bits.push(dice.next(8) as u32, 3);
        let mut at = 0;
        for _ in 0..9 {
            let step = dice.next(steps.len() as u64) as usize;
            at += usize::from(steps[step] >> 4) + 1;
            if at > 62 {
                break;
            }
            bits.push(step as u32 + 1, 8);
            let size = u32::from(steps[step] & 15);
            bits.push(dice.next(1 << size) as u32, size);
        }
        bits.push(0, 8);
    }
    bits.push(0x7F, 7);
    out.append(&mut bits.bytes);
    out.extend([0xFF, 0xD9]);
    out
}
