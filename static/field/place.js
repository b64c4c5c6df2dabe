// Where the phone says it is, as well as it knows: asked for only while a visit is made.
let watch = null;
let best = null;
let refused = false;

export function begin() {
  if (watch !== null || !navigator.geolocation) return;
  best = null;
  watch = navigator.geolocation.watchPosition(
    ({ coords, timestamp }) => {
      const fix = { lat: coords.latitude, lon: coords.longitude, accuracy: coords.accuracy, at: timestamp };
      const isOld = best && fix.at - best.at > 60000;
      if (!best || isOld || fix.accuracy <= best.accuracy * 1.2) best = fix;
    },
    (error) => {
      refused = error.code === 1;
    },
    { enableHighAccuracy: true, maximumAge: 15000, timeout: 60000 },
  );
}

export function end() {
  if (watch !== null) navigator.geolocation.clearWatch(watch);
  watch = null;
  best = null;
}

// The point as it is sent: texts, so that every program writes the same; nothing where it is not known.
export function here() {
  return best ? written(best) : null;
}

export function written({ lat, lon, accuracy }) {
  const point = { lat: lat.toFixed(6), lon: lon.toFixed(6) };
  if (Number.isFinite(accuracy)) point.accuracy_m = String(Math.round(accuracy));
  return point;
}

export function isRefused() {
  return refused;
}
