import '@mantine/core/styles.layer.css';
import '#web/theme/tokens.css';
import '#web/theme/base.css';
import '#web/theme/controls.css';
import '#web/theme/print.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { speakWith } from '#web/api/product-speech.ts';
import { createQueryClient } from '#web/api/query-client.ts';
import { LanguageProvider } from '#web/i18n/language-context.tsx';
import { theme, variables } from '#web/theme/theme.ts';
import { PartsContext } from './app-context.ts';
import { createAppRouter } from './create-app-router.tsx';
import { NamedDialogs } from './NamedDialogs.tsx';
import type { AppParts } from './room-pages.ts';

/** Starts the web app in an element with what the rooms hand it. */
export function startApp(element: HTMLElement, parts: AppParts): void {
  if (parts.speech !== undefined) speakWith(parts.speech);
  const router = createAppRouter(parts);
  createRoot(element).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
        <LanguageProvider>
          <NamedDialogs>
            <QueryClientProvider client={createQueryClient()}>
              <PartsContext value={parts}>
                <RouterProvider router={router} />
              </PartsContext>
            </QueryClientProvider>
          </NamedDialogs>
        </LanguageProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
