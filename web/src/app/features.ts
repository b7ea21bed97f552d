import type { Feature, NavigationEntry } from '@/ui'

const modules = import.meta.glob<Feature>('../features/*/index.ts', { eager: true, import: 'default' })

/** Every folder under features/ takes part by its index.ts. */
export const features: Feature[] = Object.values(modules)

export const navigation: NavigationEntry[] = features.flatMap((feature) => feature.navigation ?? []).sort((a, b) => a.order - b.order)
