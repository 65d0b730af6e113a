import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { PageSkeleton } from '#web/components/Skeletons.tsx';

/** To the sign-in page, and back here afterwards. Asked once: a second navigation would stop the first. */
export function SignInRedirect() {
  const router = useRouter();
  useEffect(() => {
    const { href } = router.state.location;
    router.history.replace(href === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(href)}`);
  }, [router]);
  return <PageSkeleton />;
}
