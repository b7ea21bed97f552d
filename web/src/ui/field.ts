/** What every field shares: a unique name (its id), a label and what is wrong with the answer. */
export interface FieldProps {
  /** Unique on the page; becomes the id of the control, so that error lists can link to it. */
  name: string
  label: string
  hint?: string
  isRequired?: boolean
  isReadonly?: boolean
  errors?: string[]
}

/** Attributes that tie a control to its hint and its errors. */
export function describedBy(props: FieldProps): Record<string, string | boolean | undefined> {
  const ids = [props.hint ? `${props.name}-hint` : '', props.errors?.length ? `${props.name}-error` : ''].filter(Boolean)
  return {
    'aria-describedby': ids.length ? ids.join(' ') : undefined,
    'aria-invalid': props.errors?.length ? true : undefined,
    'aria-required': props.isRequired || undefined,
  }
}
