const DOWN = "12,0 5,106 20,181 7,279 19,385 3,493 15,599 6,706 11,820";
const ACROSS = "0,12 42,5 72,17 110,8 142,18 186,5 224,14 256,6 300,11";

/** The amber join at the edge of the sign-in panel: down the side, or across on a phone. */
export function SplitSeam() {
  return (
    <>
      <svg
        className="seam seam-down"
        viewBox="0 0 23 820"
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <polygon className="seam-fill" points={`0,0 ${DOWN} 0,820`} />
        <polyline className="seam-line" points={DOWN} />
      </svg>
      <svg
        className="seam seam-across"
        viewBox="0 0 300 23"
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <polygon className="seam-fill" points={`0,0 ${ACROSS} 300,0`} />
        <polyline className="seam-line" points={ACROSS} />
      </svg>
    </>
  );
}

const EDGE = "22,0 15,170 34,287 17,445 33,614 13,785 29,953 16,1122 22,1307";

/** The same join down the left edge of a certificate. */
export function CertificateSeam() {
  return (
    <svg
      className="certificate-seam"
      viewBox="0 0 38 1307"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <polygon className="seam-fill" points={`0,0 ${EDGE} 0,1307`} />
      <polyline className="seam-line" points={EDGE} />
    </svg>
  );
}
