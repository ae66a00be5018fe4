// How a calibrated probability is coloured; the number always stands beside it.
const SURE = 0.7;
const UNSURE = 0.3;

export function confidenceTone(confidence: number): "good" | "warn" | "bad" {
  if (confidence >= SURE) return "good";
  return confidence >= UNSURE ? "warn" : "bad";
}
