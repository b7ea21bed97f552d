export { completion, controlId, isAsked, isEmpty, missingPaths, numberOf, titleOf, trimmed, type Answers, type FieldDefinition, type SectionDefinition } from './answers'
export { default as FieldInput } from './FieldInput.vue'
export { default as SectionAnswers } from './SectionAnswers.vue'
