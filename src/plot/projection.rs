//! Equal Earth (Šavrič, Patterson and Jenny 2018): areas keep their proportions, so that a large
//! country far north does not look larger than it is.

use crate::model::chart::Region;

/// A part of the world on paper.
#[derive(Clone, Copy, Debug)]
pub struct Projection {
    /// The meridian in the middle, in degrees.
    middle: f64,
    /// Pixels for a unit of the projection.
    scale: f64,
    /// The paper's left and top in units of the projection.
    origin: (f64, f64),
    /// Height of the paper in pixels.
    pub height: f64,
    /// Nothing on paper lies farther from the middle meridian, in degrees.
    reach: f64,
    /// Nothing on paper lies south or north of these latitudes.
    latitudes: (f64, f64),
}

impl Projection {
    /// The region on paper `width` pixels wide.
    #[must_use]
    pub fn new(region: Region, width: f64) -> Self {
        // West, east, south, north. A middle of 11 degrees east cuts no land but Antarctica in two.
        let (west, east, south, north): (f64, f64, f64, f64) = match region {
            Region::World => (-169.0, 191.0, -56.0, 83.7),
            Region::Europe => (-24.0, 46.0, 34.0, 71.5),
            Region::Africa => (-20.0, 55.0, -36.0, 38.0),
            Region::Americas => (-168.0, -32.0, -56.0, 74.0),
            Region::Asia => (25.0, 150.0, -12.0, 56.0),
        };
        let middle = west.midpoint(east);
        // A row is widest where it is nearest to the equator.
        let widest = if south < 0.0 && north > 0.0 { 0.0 } else { south.abs().min(north.abs()) };
        let (left, _) = equal_earth(west - middle, widest);
        let (right, _) = equal_earth(east - middle, widest);
        let (_, top) = equal_earth(0.0, north);
        let (_, bottom) = equal_earth(0.0, south);
        let scale = width / (right - left);
        // Rows nearer to a pole show more meridians on the same width.
        let steepest = south.abs().max(north.abs());
        let reach = (east - west) / 2.0 * equal_earth(1.0, widest).0 / equal_earth(1.0, steepest).0;
        Self {
            middle,
            scale,
            origin: (left, top),
            height: (top - bottom) * scale,
            reach,
            latitudes: (south, north),
        }
    }

    /// Degrees east of the middle meridian, from −180 to 180.
    #[must_use]
    pub fn offset(&self, longitude: f64) -> f64 {
        (longitude - self.middle + 540.0).rem_euclid(360.0) - 180.0
    }

    /// True if all points, with their offsets, lie on one side of what is on paper.
    #[must_use]
    pub fn far(&self, points: &[(f64, f64)]) -> bool {
        let all = |beyond: &dyn Fn(&(f64, f64)) -> bool| points.iter().all(beyond);
        let (south, north) = self.latitudes;
        all(&|(_, y)| *y < south)
            || all(&|(_, y)| *y > north)
            || all(&|(x, _)| *x < -self.reach)
            || all(&|(x, _)| *x > self.reach)
    }

    /// Where a point comes to stand, in pixels; `offset` as [`Projection::offset`] gives it.
    #[must_use]
    pub fn place(&self, offset: f64, latitude: f64) -> (f64, f64) {
        let (x, y) = equal_earth(offset, latitude);
        ((x - self.origin.0) * self.scale, (self.origin.1 - y) * self.scale)
    }
}

fn equal_earth(longitude: f64, latitude: f64) -> (f64, f64) {
    const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
    let [a1, a2, a3, a4] = A;
    let root = 3f64.sqrt();
    let theta = (root / 2.0 * latitude.to_radians().sin()).asin();
    let square = theta * theta;
    let sixth = square * square * square;
    let slope = 3.0 * (9.0 * a4 * sixth * square + 7.0 * a3 * sixth + 3.0 * a2 * square + a1);
    let x = 2.0 * root * longitude.to_radians() * theta.cos() / slope;
    (x, theta * (a4 * sixth * square + a3 * sixth + a2 * square + a1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_projection_agrees_with_its_paper() {
        // The east end of the equator and the pole, at a radius of one.
        let (x, y) = equal_earth(180.0, 0.0);
        assert!((x - 2.706_63).abs() < 1e-4 && y.abs() < 1e-12);
        assert!((equal_earth(0.0, 90.0).1 - 1.317_36).abs() < 1e-4);
    }

    #[test]
    fn the_world_fills_its_paper() {
        let world = Projection::new(Region::World, 680.0);
        let (left, _) = world.place(-180.0, 0.0);
        let (right, _) = world.place(180.0, 0.0);
        assert!(left.abs() < 1e-6 && (right - 680.0).abs() < 1e-6);
        assert!((world.offset(-170.0) - 179.0).abs() < 1e-9);
        assert!((290.0..330.0).contains(&world.height), "{}", world.height);
    }
}
