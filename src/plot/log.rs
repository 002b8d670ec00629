//! Logarithmic axes: a chart with the logarithms of its numbers in their place. The axis alone knows
//! the numbers again; what is not above zero has no place on it.

use std::borrow::Cow;

use crate::model::chart::{Annotation, Axis, Chart, Scale};
use crate::plot::domain::stands_on_zero;

/// The chart as it is drawn.
#[must_use]
pub fn flattened(chart: &Chart) -> Cow<'_, Chart> {
    // A length has no meaning without a zero.
    let values = chart.values.log && !stands_on_zero(chart.mark);
    let dimension = chart.dimension.log && chart.dimension.scale == Scale::Quantity;
    if !values && !dimension {
        return Cow::Borrowed(chart);
    }
    let mut flat = chart.clone();
    flat.values.log = values;
    flat.dimension.log = dimension;
    for point in
        flat.panels.iter_mut().flat_map(|panel| &mut panel.series).flat_map(|series| &mut series.points)
    {
        if values {
            point.value = point.value.and_then(logarithm);
        }
        if dimension {
            point.at = logarithm(point.at).unwrap_or(f64::NAN);
        }
    }
    for axis in [(&mut flat.values, values), (&mut flat.dimension, dimension)] {
        if let (axis, true) = axis {
            flatten(axis);
        }
    }
    for annotation in &mut flat.annotations {
        move_annotation(annotation, (values, dimension));
    }
    Cow::Owned(flat)
}

fn logarithm(value: f64) -> Option<f64> {
    (value > 0.0 && value.is_finite()).then(|| value.log10())
}

fn flatten(axis: &mut Axis) {
    axis.domain = axis.domain.and_then(|(low, high)| Some((logarithm(low)?, logarithm(high)?)));
}

fn move_annotation(annotation: &mut Annotation, (values, dimension): (bool, bool)) {
    let to = |place: &mut f64, moves: bool| {
        if moves {
            *place = logarithm(*place).unwrap_or(f64::NAN);
        }
    };
    match annotation {
        Annotation::At { at, .. } => to(at, dimension),
        Annotation::Value { value, .. } => to(value, values),
        Annotation::Band { from, to: end, .. } => {
            to(from, dimension);
            to(end, dimension);
        }
        Annotation::Point { at, value, .. } => {
            to(at, dimension);
            to(value, values);
        }
    }
}
