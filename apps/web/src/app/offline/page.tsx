import { KeptApp } from '@/features/shell/kept-app.tsx'

/** The service worker keeps this page and gives it out where the server cannot be asked. It knows nobody. */
export default function Offline() {
  return <KeptApp />
}
