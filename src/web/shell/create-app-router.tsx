import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Forbidden } from '#web/components/Forbidden.tsx';
import { PageSkeleton } from '#web/components/Skeletons.tsx';
import { useSession } from './app-context.ts';
import { pageIsOpen } from './navigation.ts';
import type { AppParts, PageDefinition } from './room-pages.ts';
import { Home, NotFound, RouteError } from './RoutePages.tsx';
import { parseSearch, stringifySearch } from './search-params.ts';
import { Shell } from './Shell.tsx';

/** The routes of all rooms: a page's code is loaded when its address is opened or its link is hovered. */
export function createAppRouter(parts: AppParts) {
  const root = createRootRoute({ notFoundComponent: NotFound });
  const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });
  const home = createRoute({ getParentRoute: () => shell, path: '/', component: Home });
  const pages = parts.rooms.flatMap(({ pages: ofRoom }) => ofRoom);
  const inside = pages
    .filter(({ bare }) => bare !== true)
    .map((page) => createRoute({ getParentRoute: () => shell, path: page.path, component: guarded(page) }));
  const outside = pages
    .filter(({ bare }) => bare === true)
    .map((page) =>
      createRoute({ getParentRoute: () => root, path: page.path, component: lazyRouteComponent(page.load) }),
    );
  return createRouter({
    routeTree: root.addChildren([shell.addChildren([home, ...inside]), ...outside]),
    defaultPreload: 'intent',
    defaultPendingComponent: PageSkeleton,
    defaultPendingMs: 150,
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: NotFound,
    parseSearch,
    stringifySearch,
    scrollRestoration: true,
  });
}

function guarded(page: PageDefinition) {
  const Page = lazyRouteComponent(page.load);
  function GuardedPage() {
    return pageIsOpen(page, useSession()) ? <Page /> : <Forbidden />;
  }
  GuardedPage.preload = Page.preload;
  return GuardedPage;
}
