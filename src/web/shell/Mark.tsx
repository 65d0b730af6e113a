/** The sign of the house: a deck seen from above, drawn in the accent. */
export function Mark({ size = 22 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden>
      <path
        d="M12 2.5c4.2 3 6.5 7 6.5 11.5 0 3-1 5.6-2.6 7.5H8.1C6.5 19.600 5.500 17 5.500 14 5.500 9.500 7.800 5.500 12 2.500Z"
        stroke="var(--qd-accent)"
        strokeWidth="1.7"
        strokeLinejoin="round"
      />
      <path d="M6.200 10.500h11.600M5.700 15.500h12.600M12 10.500v11" stroke="var(--qd-accent)" strokeWidth="1.7" />
    </svg>
  );
}
