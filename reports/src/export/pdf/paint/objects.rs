//! Photographs and the code: objects that are placed, not drawn.

use printpdf::{CurTransMat, Op, XObjectId, XObjectTransform};

use super::{Painter, short};
use crate::layout::grid;
use crate::layout::tree::NodeId;

/// The name of a photograph in the resources of a page.
pub(in crate::export::pdf) fn photograph_id(index: usize) -> XObjectId {
    XObjectId(format!("P{index:04}"))
}

/// The name of the code.
pub(in crate::export::pdf) fn code_id() -> XObjectId {
    XObjectId("QR".to_owned())
}

impl Painter<'_> {
    /// Remembers where a figure stands.
    pub(super) fn note_box(
        &mut self,
        node: NodeId,
        (x, y): (f64, f64),
        (width, height): (f64, f64),
    ) {
        let top = grid::PAGE_HEIGHT - y;
        self.boxes.insert(node, [x, top - height, x + width, top]);
    }

    /// Places an object, which is one unit high and wide, in a rectangle.
    pub(super) fn place_object(
        &mut self,
        id: XObjectId,
        (x, y): (f64, f64),
        (width, height): (f64, f64),
    ) {
        self.end_text();
        self.ops.push(Op::SaveGraphicsState);
        let matrix = [
            short(width),
            0.0,
            0.0,
            short(height),
            short(x),
            short(grid::PAGE_HEIGHT - y - height),
        ];
        self.ops.push(Op::SetTransformationMatrix {
            matrix: CurTransMat::Raw(matrix),
        });
        self.ops.push(Op::UseXobject {
            id,
            transform: XObjectTransform {
                no_auto_scale: true,
                ..Default::default()
            },
        });
        self.ops.push(Op::RestoreGraphicsState);
    }
}
