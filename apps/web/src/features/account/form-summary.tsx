import { CircleAlert } from 'lucide-react'

/** What went wrong with the form as a whole. Always in the page, so that a screen reader hears its text change. */
export function FormSummary({ message }: { message: string | undefined }) {
  return (
    <div role="alert">
      {message !== undefined && (
        <p className="mb-5 flex animate-fade gap-2.5 rounded-md bg-danger-soft px-3.5 py-2.5 text-sm font-medium text-danger">
          <CircleAlert aria-hidden="true" size={18} className="flex-none" />
          {message}
        </p>
      )}
    </div>
  )
}
