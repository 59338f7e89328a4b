import type { MetadataRoute } from 'next'
import { getAccountText, getText } from '@/features/messages/request-text.ts'

/** What a device needs to know to install the app. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const [text, account] = await Promise.all([getText(), getAccountText()])
  return {
    id: '/chat',
    name: text.product,
    short_name: text.product,
    description: account.description,
    lang: text.language,
    start_url: '/chat',
    scope: '/',
    display: 'standalone',
    background_color: '#f6f7f5',
    theme_color: '#eef1ee',
    icons: [
      { src: '/icons/app-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: '/icons/app-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: '/icons/app-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  }
}
