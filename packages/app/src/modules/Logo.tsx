/** Goldpath's logo: a path that rises to a point; `withName` adds the name. */
export function Logo({ withName = false, height = 28 }: { withName?: boolean; height?: number }) {
  return (
    <svg
      height={height}
      viewBox={withName ? '0 0 148 32' : '0 0 32 32'}
      role="img"
      aria-label="Goldpath"
      xmlns="http://www.w3.org/2000/svg"
    >
      <path
        d="M5 27 C 5 19, 15 22, 15 15 S 26 12, 26 5"
        fill="none"
        stroke="#f5c451"
        strokeWidth="4"
        strokeLinecap="round"
      />
      <circle cx="26" cy="5" r="3.4" fill="#fff" stroke="#f5c451" strokeWidth="2" />
      {withName && (
        <text x="42" y="22.5" fill="currentColor" fontSize="20" fontWeight="650" letterSpacing="0.2">
          Goldpath
        </text>
      )}
    </svg>
  );
}
