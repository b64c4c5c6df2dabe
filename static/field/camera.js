// Photographs: the camera in the page, pictures picked from the phone, and making them smaller before they are kept.
import { local } from "./clock.js";
import { bytesOf, hex, sha256 } from "./seal.js";

const QUALITIES = [0.82, 0.7, 0.55, 0.4];

// Opens the camera that looks away from whoever holds the phone.
export async function openCamera(video) {
  if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) throw new Error("no camera");
  const wish = { video: { facingMode: { ideal: "environment" }, width: { ideal: 1920 }, height: { ideal: 1440 } }, audio: false };
  const stream = await navigator.mediaDevices.getUserMedia(wish);
  video.srcObject = stream;
  await video.play();
  return () => {
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  };
}

export async function fromCamera(video, limits) {
  return reduced(video, video.videoWidth, video.videoHeight, limits);
}

// A picture that was there already. Drawn from an image element, a large one is read at the size that is needed.
export async function fromFile(file, limits) {
  const url = URL.createObjectURL(file);
  try {
    const image = await new Promise((resolve, reject) => {
      const read = new Image();
      read.onload = () => resolve(read);
      read.onerror = () => reject(new Error("not readable"));
      read.src = url;
    });
    return await reduced(image, image.naturalWidth, image.naturalHeight, limits);
  } finally {
    URL.revokeObjectURL(url);
  }
}

// A JPEG with its longer edge at most `edge`, and at most `most` bytes. What the camera wrote into the file is not in it.
async function reduced(source, width, height, { edge, most }) {
  if (!width || !height) throw new Error("no picture");
  let share = Math.min(1, edge / Math.max(width, height));
  for (let round = 0; round < 3; round += 1) {
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(width * share));
    canvas.height = Math.max(1, Math.round(height * share));
    canvas.getContext("2d").drawImage(source, 0, 0, canvas.width, canvas.height);
    for (const quality of QUALITIES) {
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
      if (blob && blob.size <= most) {
        canvas.width = 0;
        return new Uint8Array(await new Response(blob).arrayBuffer());
      }
    }
    canvas.width = 0;
    share *= 0.6;
  }
  throw new Error("too large");
}

// What is remembered of a photograph beside its bytes. The hash is of what is sent.
export async function describe(bytes, { source, position, when }) {
  const at = when || new Date();
  return {
    id: hex(bytesOf(12)),
    sha256: await sha256(bytes),
    len: bytes.length,
    class: source === "camera" ? "in_camera" : "gallery",
    taken: local(at),
    takenAt: at.toISOString(),
    ...(position ? { position } : {}),
  };
}
