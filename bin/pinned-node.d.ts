export function pinnedNode(): string;
