import { Navigate, useLocation } from '@tanstack/react-router';

/** To the sign-in page, and back here afterwards. */
export function SignInRedirect() {
  const { href } = useLocation();
  return <Navigate to="/sign-in" search={href === '/' ? {} : { next: href }} replace />;
}
