import '@fontsource-variable/inter/wght.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { themeScript } from '@/features/design/theme-script.ts'
import { directionOf } from '@/features/messages/languages.ts'
import { getLanguage, getText } from '@/features/messages/request-text.ts'
import { TextProvider } from '@/features/messages/text-provider.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const { product } = await getText()
  return { title: product, applicationName: product, robots: { index: false } }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  // The keyboard of a phone makes the page smaller instead of covering the composer.
  interactiveWidget: 'resizes-content',
  themeColor: '#eef1ee',
}

/** Reads the request's nonce, so every page is rendered per request and its scripts carry that nonce. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  const language = await getLanguage()
  return (
    <html lang={language} dir={directionOf(language)} data-theme="light" suppressHydrationWarning>
      <head>
        {/* Browsers hide the nonce from scripts, so the client sees another value than the server: that is as it should be. */}
        <script nonce={nonce} suppressHydrationWarning>
          {themeScript}
        </script>
      </head>
      <body>
        <TextProvider language={language}>{children}</TextProvider>
      </body>
    </html>
  )
}
