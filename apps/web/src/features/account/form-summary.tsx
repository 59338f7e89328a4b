import { CircleAlert } from 'lucide-react'

/**
 * What went wrong with the form as a whole. Its place below the button is kept, so that
 * nothing moves; always in the page, so that a screen reader hears its text change.
 */
export function FormSummary({ message }: { message: string | undefined }) {
  return (
    <div role="alert" className="min-h-17 pt-3">
      {message !== undefined && (
        <p className="flex animate-fade gap-2.5 rounded-md bg-danger-soft px-3.5 py-2 text-sm font-medium text-danger">
          <CircleAlert aria-hidden="true" size={18} className="flex-none" />
          {message}
        </p>
      )}
    </div>
  )
}
