//! The shapes of the world's countries, as arcs that neighbours share.
//!
//! They come with the program (`geo/README.md` says whence) and are decoded once, at the first map.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// Countries by ISO 3166-1 alpha-3 code, in degrees.
#[derive(Debug, Default)]
pub struct World {
    /// Lines of longitude and latitude; a border is one arc of two shapes.
    pub arcs: Vec<Vec<(f64, f64)>>,
    /// The shapes, in the order of their codes; those without a code stand under an empty one.
    pub shapes: Vec<Country>,
    /// The middle of every country's largest part, also of those too small for a shape.
    pub places: BTreeMap<String, (f64, f64)>,
}

/// One country's shape.
#[derive(Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-3.
    pub code: String,
    /// Rings of arcs; `!n` is arc `n` backwards.
    pub rings: Vec<Vec<i64>>,
}

/// The world at 1:110 million. A constant that is too large to be written down decoded.
pub static WORLD: LazyLock<World> = LazyLock::new(|| World::read(SHAPES, PLACES));
/// The same at 1:50 million, for parts of the world.
pub static NEAR: LazyLock<World> = LazyLock::new(|| World::read(NEAR_SHAPES, PLACES));

const SHAPES: &str = include_str!("geo/countries-110m.json");
const NEAR_SHAPES: &str = include_str!("geo/countries-50m.json");
const PLACES: &str = include_str!("geo/places.csv");

impl World {
    /// Reads TopoJSON shapes whose ids are ISO 3166-1 numeric codes, and the table of the codes.
    /// What cannot be read is an empty world; a test reads the files of the program.
    fn read(shapes: &str, places: &str) -> Self {
        let Ok(topology) = serde_json::from_str::<Topology>(shapes) else { return Self::default() };
        let rows: Vec<Vec<&str>> = places.lines().skip(1).map(|line| line.split(',').collect()).collect();
        let mut by_number: BTreeMap<&str, &str> = BTreeMap::new();
        let mut middles = BTreeMap::new();
        for row in &rows {
            let [code, number, longitude, latitude] = row.as_slice() else { continue };
            by_number.insert(number, code);
            if let (Ok(x), Ok(y)) = (longitude.parse(), latitude.parse()) {
                middles.insert((*code).to_owned(), (x, y));
            }
        }
        let code = |shape: &Geometry| match (&shape.id, shape.properties.name.as_str()) {
            (Some(id), _) => by_number.get(id.as_str()).copied().unwrap_or_default().to_owned(),
            // Natural Earth gives Kosovo no number.
            (None, "Kosovo") => "XKK".to_owned(),
            (None, _) => String::new(),
        };
        let mut countries: Vec<Country> = topology
            .objects
            .countries
            .geometries
            .iter()
            .map(|shape| Country { code: code(shape), rings: shape.arcs.rings() })
            .collect();
        countries.sort_by(|a, b| a.code.cmp(&b.code));
        Self { arcs: topology.degrees(), shapes: countries, places: middles }
    }
}

#[derive(Deserialize)]
struct Topology {
    arcs: Vec<Vec<(f64, f64)>>,
    transform: Transform,
    objects: Objects,
}

#[derive(Deserialize)]
struct Transform {
    scale: (f64, f64),
    translate: (f64, f64),
}

#[derive(Deserialize)]
struct Objects {
    countries: Collection,
}

#[derive(Deserialize)]
struct Collection {
    geometries: Vec<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    id: Option<String>,
    properties: Properties,
    arcs: Arcs,
}

#[derive(Deserialize)]
struct Properties {
    name: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Arcs {
    Polygon(Vec<Vec<i64>>),
    MultiPolygon(Vec<Vec<Vec<i64>>>),
}

impl Arcs {
    fn rings(&self) -> Vec<Vec<i64>> {
        match self {
            Self::Polygon(rings) => rings.clone(),
            Self::MultiPolygon(polygons) => polygons.concat(),
        }
    }
}

impl Topology {
    /// The arcs in degrees: each point is stored as the step from the one before.
    fn degrees(&self) -> Vec<Vec<(f64, f64)>> {
        let Transform { scale, translate } = self.transform;
        let arc = |steps: &Vec<(f64, f64)>| {
            let mut at = (0.0, 0.0);
            let mut points = Vec::with_capacity(steps.len());
            for step in steps {
                at = (at.0 + step.0, at.1 + step.1);
                points.push((at.0 * scale.0 + translate.0, at.1 * scale.1 + translate.1));
            }
            points
        };
        self.arcs.iter().map(arc).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shapes_of_the_program_are_read() {
        assert_eq!(WORLD.shapes.len(), 177);
        for code in ["DEU", "FJI", "KEN", "XKK", "RUS"] {
            assert!(WORLD.shapes.iter().any(|shape| shape.code == code), "{code}");
        }
        let arcs = i64::try_from(WORLD.arcs.len()).unwrap();
        let known = |arc: &i64| (0..arcs).contains(arc) || (0..arcs).contains(&!arc);
        assert!(WORLD.shapes.iter().flat_map(|shape| shape.rings.concat()).all(|arc| known(&arc)));
        assert!(WORLD.places.contains_key("MLT") && WORLD.places.contains_key("TUV"));
        assert_eq!(NEAR.shapes.len(), 241);
        assert!(NEAR.shapes.iter().any(|shape| shape.code == "MLT"));
    }
}
